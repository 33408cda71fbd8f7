import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { text } from 'node:stream/consumers'
import { OciError } from '../oci-error.ts'
import type { Credentials } from '../registry/credentials.ts'

const longest = 120_000

/**
 * Asks the program `docker-credential-<name>` for what it has about a server, or nothing. Throws `invalid-credentials`
 * when the program is not there or fails, and `aborted`; nothing that it says is repeated, as that may be a secret.
 */
export async function getFromHelper(
  helper: string,
  server: string,
  signal?: AbortSignal,
): Promise<Credentials | undefined> {
  const { status, said } = await runHelper(helper, 'get', server, signal)
  // Every helper says it in these words (docker-credential-helpers, "credentials/error.go"), on standard output.
  if (status !== 0 && /credentials not found/i.test(said)) return undefined
  if (status !== 0) throw failed(helper, 'get', `exit status ${status}`)
  return readAnswer(said) ?? fail(helper, 'get', 'something other than a "Username" and a "Secret"')
}

/** Has the program keep a name and password. Throws `invalid-credentials`. */
export async function storeInHelper(
  helper: string,
  server: string,
  { username, password }: { username: string; password: string },
): Promise<void> {
  const entry = JSON.stringify({ ServerURL: server, Username: username, Secret: password })
  const { status } = await runHelper(helper, 'store', entry)
  if (status !== 0) throw failed(helper, 'store', `exit status ${status}`)
}

/** Has the program forget about a server; nothing happens when it knows nothing. Throws `invalid-credentials`. */
export async function eraseFromHelper(helper: string, server: string): Promise<void> {
  const { status, said } = await runHelper(helper, 'erase', server)
  if (status !== 0 && !/credentials not found/i.test(said))
    throw failed(helper, 'erase', `exit status ${status}`)
}

function readAnswer(said: string): Credentials | undefined {
  try {
    const { Username: username, Secret: secret } = JSON.parse(said) as Record<string, unknown>
    if (typeof username !== 'string' || typeof secret !== 'string' || secret === '') return undefined
    // In place of a name, for a token that is to be exchanged.
    return username === '<token>' ? { identityToken: secret } : { username, password: secret }
  } catch {
    return undefined
  }
}

async function runHelper(
  helper: string,
  action: 'get' | 'store' | 'erase',
  input: string,
  signal?: AbortSignal,
) {
  // It becomes the name of a program: one on PATH, nothing with a folder in it.
  if (!/^[A-Za-z0-9][A-Za-z0-9._-]*$/.test(helper)) {
    const message = `Cannot ask a credential helper: wanted a name such as "pass", found ${JSON.stringify(helper)}`
    throw new OciError('invalid-credentials', message)
  }
  const child = spawn(`docker-credential-${helper}`, [action], {
    // What it says on standard error is for nobody: it could be anything.
    stdio: ['pipe', 'pipe', 'ignore'],
    timeout: longest,
    ...(signal && { signal }),
  })
  child.stdin.on('error', () => undefined)
  try {
    const ended = once(child, 'close') as Promise<[number | null, NodeJS.Signals | null]>
    child.stdin.end(input)
    const [said, [status, endedBy]] = await Promise.all([text(child.stdout), ended])
    return { status: status ?? endedBy, said }
  } catch (error) {
    // What it started itself would keep it open.
    child.stdout.destroy()
    if (signal?.aborted) throw new OciError('aborted', `Cannot ask "${helper}": it was aborted`)
    const { code } = error as NodeJS.ErrnoException
    throw failed(
      helper,
      action,
      code === 'ENOENT' ? 'no such program on PATH' : (code ?? 'that it cannot be run'),
    )
  }
}

function failed(helper: string, action: string, found: string): OciError {
  const message = `Cannot run "docker-credential-${helper} ${action}": found ${found}`
  return new OciError('invalid-credentials', message)
}

function fail(helper: string, action: string, found: string): never {
  throw failed(helper, action, found)
}
