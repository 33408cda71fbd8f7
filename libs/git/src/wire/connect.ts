import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process'
import { once } from 'node:events'
import { setTimeout as delay } from 'node:timers/promises'
import { configOf, type Config } from '../run/config.ts'
import { environmentOf, optionsOf, type GitContext } from '../run/run-git.ts'
import { remoteAccess } from '../access/remote-access.ts'
import { withoutCredentials } from '../run/without-credentials.ts'
import { readAddress, type Address } from './address.ts'
import { rewriteUrl } from './rewrite-url.ts'

/** A running program through which a server's `git upload-pack` is spoken to. */
export interface Line {
  readonly process: ChildProcessWithoutNullStreams
  /** Each question is a request of its own to the server, which keeps nothing in mind. */
  readonly stateless: boolean
  /** What the program wrote to standard error, without credentials. */
  readonly said: () => string
}

/**
 * Starts the program that reaches a URL, as `git fetch` would: Git itself for a folder, ssh, or Git's helper for HTTP, which knows
 * credentials, proxies and certificates. `undefined` where something unusual is configured, which is left to Git.
 */
export async function connect(context: GitContext, url: string): Promise<Line | undefined> {
  const config = await configOf(context)
  const target = rewriteUrl(url, config)
  const address = readAddress(target)
  if (!address || isUnusual(context, config)) return undefined
  if (address.kind === 'http') return connectHttp(context, target, address.helper)
  return address.kind === 'ssh' ? connectSsh(context, config, address) : connectFolder(context, address.path)
}

/** What limits protocols, asks for another version of them, or for more than is done here. */
function isUnusual(context: GitContext, config: Config): boolean {
  const env = environmentOf(context)
  if (env['GIT_ALLOW_PROTOCOL'] !== undefined || env['GIT_PROTOCOL_FROM_USER'] !== undefined) return true
  return [...config].some(([key, values]) => leftToGit.test(key) && !isUsual(key, values.at(-1) ?? ''))
}

/** Protocols and their limits, remotes of other kinds, and the wish to have every object looked at. */
const leftToGit = /^protocol\.|\.vcs$|^(fetch|transfer)\.fsckobjects$/

/** What allows what is allowed, or asks for what is done here. */
function isUsual(key: string, value: string): boolean {
  if (key === 'protocol.version') return value === '2'
  return key.startsWith('protocol.') && /^(always|user)$/i.test(value)
}

const secondVersion = { GIT_PROTOCOL: 'version=2' }

function connectFolder(context: GitContext, path: string): Line {
  return start(context, 'git', ['upload-pack', '--strict', path], secondVersion)
}

/** Git's own way, too: the command is a line for a shell, since whoever configures one may give options in it. */
function connectSsh(
  context: GitContext,
  config: Config,
  { host, port, path }: Address & { kind: 'ssh' },
): Line | undefined {
  const env = environmentOf(context)
  const configured = env['GIT_SSH_COMMAND'] ?? config.get('core.sshcommand')?.at(-1)
  const variant = env['GIT_SSH_VARIANT'] ?? config.get('ssh.variant')?.at(-1)
  // Other programs than OpenSSH take other options; Git knows which.
  const isOpenSsh = variant === undefined ? /^(\S*\/)?ssh(\s|$)/.test(configured ?? 'ssh') : variant === 'ssh'
  if (!isOpenSsh || (configured === undefined && env['GIT_SSH'] !== undefined)) return undefined
  const options = ['-o', 'SendEnv=GIT_PROTOCOL', ...(port === undefined ? [] : ['-p', port])]
  const args = [...options, host, `git-upload-pack '${path}'`]
  if (configured === undefined) return start(context, 'ssh', args, secondVersion)
  return start(context, 'sh', ['-c', `${configured} "$@"`, configured, ...args], secondVersion)
}

function connectHttp(context: GitContext, url: string, helper: string): Line {
  const access = remoteAccess(url)
  const { options, env } = optionsOf(access)
  const plain = access.config?.['remote.slipway.url'] ?? ''
  const line = start(context, 'git', [...options, helper, 'slipway', plain], { ...access.env, ...env })
  line.process.stdin.write('stateless-connect git-upload-pack\n')
  return { ...line, stateless: true }
}

/** Ends the program, if it has not ended by itself; then everything that it said is there. */
export async function hangUp({ process }: Line, patienceMs = 0): Promise<void> {
  const { pid, stdin, stdout, stderr } = process
  stdin.destroy()
  stdout.destroy()
  if (pid !== undefined && process.exitCode === null && process.signalCode === null) {
    const timers = [
      setTimeout(() => process.kill(), patienceMs),
      setTimeout(() => process.kill('SIGKILL'), patienceMs + lastPatienceMs),
    ]
    await once(process, 'exit')
    timers.forEach(clearTimeout)
  }
  // Others may hold it open, as the connection that ssh shares among its calls.
  if (!stderr.closed)
    await Promise.race([once(stderr, 'close'), delay(lastWordsMs, undefined, { ref: false })])
  stderr.destroy()
}

const lastPatienceMs = 2000
const lastWordsMs = 200

function start(
  context: GitContext,
  program: string,
  args: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
): Line {
  const child = spawn(program, args, { cwd: context.directory, env: environmentOf(context, env) })
  // Told by the end of its output; unheard it would end this process.
  child.on('error', () => {})
  child.stdin.on('error', () => {})
  const said = lastWords(child)
  endWith(context, child)
  return { process: child, stateless: false, said: () => withoutCredentials(said()).trimEnd() }
}

/** What it started itself may outlive it and keep its output open, so that its end alone would not be noticed. */
function endWith({ signal }: GitContext, child: ChildProcessWithoutNullStreams): void {
  const end = () => {
    child.kill()
    for (const stream of [child.stdin, child.stdout, child.stderr]) stream.destroy()
  }
  if (signal?.aborted) end()
  signal?.addEventListener('abort', end, { once: true })
  child.once('close', () => signal?.removeEventListener('abort', end))
}

const mostSaid = 100_000

/** The end of what a program writes to standard error, which may be without an end. */
function lastWords({ stderr }: ChildProcessWithoutNullStreams): () => string {
  let said: Buffer = Buffer.alloc(0)
  stderr.on('data', (chunk: Buffer) => (said = Buffer.concat([said, chunk]).subarray(-mostSaid)))
  return () => said.toString('utf8')
}
