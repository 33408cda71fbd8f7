import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import path from 'node:path'
import { gitEnvironment } from './git-environment.ts'

/** Whom a server lets in, and what it refuses. */
export interface ServeOptions {
  /** The only user who gets in; anybody when left out. */
  readonly user?: { readonly username: string; readonly password: string }
  /** An HTTP status instead of an answer, by path and query. */
  readonly refuse?: (path: string) => number | undefined
}

/** A server of one repository. */
export interface GitServer {
  readonly url: string
  close(): void
}

/** Serves a bare repository over HTTP with `git http-backend`, as a host does. Needs no Vitest. */
export async function startGitServer(bare: string, options: ServeOptions = {}): Promise<GitServer> {
  const server = createServer((request, response) => {
    const status = options.refuse?.(request.url ?? '/') ?? (isLetIn(request, options) ? undefined : 401)
    if (status === undefined) return answer(bare, request, response)
    response.writeHead(status, { 'www-authenticate': 'Basic realm="test"' }).end('refused')
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}/${path.basename(bare)}`,
    close() {
      server.closeAllConnections()
      server.close()
    },
  }
}

function isLetIn({ headers }: IncomingMessage, { user }: ServeOptions): boolean {
  if (!user) return true
  const wanted = Buffer.from(`${user.username}:${user.password}`).toString('base64')
  return headers.authorization === `Basic ${wanted}`
}

function answer(bare: string, request: IncomingMessage, response: ServerResponse): void {
  const url = new URL(request.url ?? '/', 'http://localhost')
  const backend = spawn('git', ['http-backend'], {
    env: {
      ...process.env,
      ...gitEnvironment,
      GIT_PROJECT_ROOT: path.dirname(bare),
      GIT_HTTP_EXPORT_ALL: '1',
      PATH_INFO: url.pathname,
      QUERY_STRING: url.search.slice(1),
      REQUEST_METHOD: request.method,
      CONTENT_TYPE: request.headers['content-type'] ?? '',
      HTTP_CONTENT_ENCODING: request.headers['content-encoding'] ?? '',
      GIT_PROTOCOL: String(request.headers['git-protocol'] ?? ''),
      REMOTE_USER: 'somebody',
      REMOTE_ADDR: '127.0.0.1',
    },
  })
  request.pipe(backend.stdin)
  // A client that is gone ends what Git reads, and Git may end before it has read everything.
  request.once('close', () => backend.stdin.end())
  backend.stdin.on('error', () => undefined)
  const chunks: Buffer[] = []
  backend.stdout.on('data', (chunk: Buffer) => chunks.push(chunk))
  backend.on('close', () => writeAnswer(Buffer.concat(chunks), response))
}

/** What a CGI program prints: header fields, an empty line, the body; the status is a field. */
function writeAnswer(output: Buffer, response: ServerResponse): void {
  const end = output.indexOf('\r\n\r\n')
  const lines = output.subarray(0, end).toString().split('\r\n')
  const fields = lines.map((line) => line.split(': ') as [string, string])
  const status = Number(fields.find(([name]) => name === 'Status')?.[1]?.slice(0, 3) ?? 200)
  response.writeHead(status, Object.fromEntries(fields.filter(([name]) => name !== 'Status')))
  response.end(output.subarray(end + 4))
}
