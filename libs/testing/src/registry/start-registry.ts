import { mkdtemp, realpath, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll } from 'vitest'
import { ProgramGroup } from '../testbed/program-group.ts'
import { reservePort } from '../testbed/reserve-port.ts'
import { makeCertificate } from './certificate.ts'
import { htpasswd } from './registry-user.ts'
import { startTokenService, tokenFacts, type TokenService } from './start-token-service.ts'

/** A registry of its own on loopback, with its data in a temporary folder. */
export interface Registry {
  /** `127.0.0.1:<port>` */
  host: string
  /** Gives out its tokens, when it wants some. */
  tokens: TokenService | undefined
  /** Kills it with SIGKILL; its data stays. */
  kill(): Promise<void>
  /** Starts it again at the same address, and waits until it answers. */
  start(): Promise<void>
  /** Ends it and removes its data; happens by itself when the test file is over. */
  stop(): Promise<void>
}

/** How a registry finds out who asks. */
export interface RegistryOptions {
  /** `true` for a name and password with each request, `token` for a token of a service of its own. */
  authenticated?: boolean | 'token'
}

/** Starts Debian's docker-registry (the distribution project's registry 2.8) and waits until it answers. */
export async function startRegistry(options: RegistryOptions = {}): Promise<Registry> {
  const programs = new ProgramGroup(await realpath(await mkdtemp(path.join(tmpdir(), 'slipway-registry-'))))
  started.push(programs)
  const { directory } = programs
  const host = `127.0.0.1:${await reservePort()}`
  const file = path.join(directory, 'config.json')
  await writeFile(path.join(directory, 'htpasswd'), htpasswd)
  const { tokens, auth } = await authenticate(directory, options.authenticated ?? false)
  if (tokens) services.push(tokens)
  // JSON is YAML.
  await writeFile(file, JSON.stringify({ ...configOf(host, directory), ...(auth && { auth }) }))
  const start = async () => {
    await programs.start({ name: 'docker-registry', arguments: ['serve', file] })
    await programs.until({ what: 'the registry', seconds: 60 }, async () => {
      const { status, body } = await fetch(`http://${host}/v2/`)
      await body?.cancel()
      return status < 500 || undefined
    })
  }
  await start()
  return { host, tokens, start, kill: () => programs.kill('docker-registry'), stop: () => programs.stop() }
}

const started: ProgramGroup[] = []
const services: TokenService[] = []

afterAll(async () => {
  for (const service of services.splice(0)) service.close()
  await Promise.all(started.splice(0).map((programs) => programs.stop()))
})

async function authenticate(directory: string, how: boolean | 'token') {
  if (how !== 'token') {
    const auth = how ? { htpasswd: { realm: 'test', path: path.join(directory, 'htpasswd') } } : undefined
    return { tokens: undefined, auth }
  }
  const certificate = await makeCertificate(directory)
  const tokens = await startTokenService(certificate)
  const token = { realm: tokens.url, ...tokenFacts, rootcertbundle: certificate.certificateFile }
  return { tokens, auth: { token } }
}

function configOf(host: string, directory: string): object {
  return {
    version: 0.1,
    log: { level: 'warn', accesslog: { disabled: true } },
    storage: { filesystem: { rootdirectory: path.join(directory, 'data') } },
    // Without a fixed secret an upload does not outlive the registry's process.
    http: { addr: host, secret: 'fixed' },
  }
}
