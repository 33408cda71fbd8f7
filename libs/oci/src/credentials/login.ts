import { applyEdits, modify } from 'jsonc-parser'
import { randomUUID } from 'node:crypto'
import { chmod, mkdir, realpath, rename, rm, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { withLock } from '../layout/lock.ts'
import { OciError } from '../oci-error.ts'
import type { Patience } from '../registry/patience.ts'
import { RegistryClient } from '../registry/registry-client.ts'
import { checkHost } from '../store/names.ts'
import { eraseFromHelper, storeInHelper } from './credential-helper.ts'
import { helperOf, readDockerConfig, type DockerConfig } from './docker-config.ts'
import { serverName, serverNames } from './server-name.ts'

/** Who logs in where. */
export interface Login {
  /** Docker's folder, `~/.docker`. */
  folder: string
  host: string
  username: string
  password: string
  patience?: Patience
}

/** Where credentials were put. */
export interface Kept {
  file: string
  /** The credential helper that has them; without one they lie in the file, readable for its owner. */
  helper: string | undefined
}

/**
 * Shows a name and password to a registry and, when it takes them, keeps them where Docker does: in a credential helper, or
 * in `config.json`, of which nothing else changes. Throws `unauthorized`, `unreachable`, `registry-failed`,
 * `invalid-credentials`, `invalid-name`; nothing is kept then.
 */
export async function login({ folder, host, patience, ...credentials }: Login): Promise<Kept> {
  if (credentials.username === '' || credentials.username.includes(':') || credentials.password === '') {
    throw new OciError('invalid-credentials', 'Wanted a user name without ":" and a password, found other')
  }
  const client = new RegistryClient(checkHost(host), {
    credentials: { find: async () => credentials },
    patience,
  })
  const found = await client.send({
    method: 'GET',
    path: '',
    repository: undefined,
    action: 'pull',
    accept: [200],
  })
  await found.body?.cancel()
  return await edit(folder, async (config) => {
    const helper = helperOf(config, host)
    if (helper !== undefined) await storeInHelper(helper, serverName(host), credentials)
    const auth = Buffer.from(`${credentials.username}:${credentials.password}`).toString('base64')
    // Docker leaves an empty entry for what a helper keeps.
    return { helper, entries: { [serverName(host)]: helper === undefined ? { auth } : {} } }
  })
}

/** Forgets what is kept of a registry. Tells whether anything was. Throws `invalid-credentials`, `invalid-name`. */
export async function logout(folder: string, host: string): Promise<Kept & { wasKept: boolean }> {
  checkHost(host)
  let wasKept = false
  const kept = await edit(folder, async (config) => {
    const helper = helperOf(config, host)
    if (helper !== undefined) await eraseFromHelper(helper, serverName(host))
    const names = serverNames(host).filter((name) => config.auths[name] !== undefined)
    wasKept = names.length > 0 || helper !== undefined
    return { helper, entries: Object.fromEntries(names.map((name) => [name, undefined])) }
  })
  return { ...kept, wasKept }
}

/** What to change in `auths`; `undefined` removes. */
interface Change {
  helper: string | undefined
  entries: Record<string, object | undefined>
}

async function edit(folder: string, decide: (config: DockerConfig) => Promise<Change>): Promise<Kept> {
  await mkdir(folder, { recursive: true, mode: 0o700 })
  // Docker itself takes no lock, but two of us at once keep what both say.
  return await withLock(path.join(folder, '.slipway.lock'), async () => {
    const config = await readDockerConfig(folder)
    const { helper, entries } = await decide(config)
    const before = config.text?.trim() ? config.text : '{}\n'
    const after = Object.entries(entries).reduce(
      (text, [name, entry]) => setEntry(text, ['auths', name], entry),
      before,
    )
    if (after !== before) await replacePrivately(config.file, after)
    return { file: config.file, helper }
  })
}

function setEntry(text: string, where: string[], value: object | undefined): string {
  const indent = /^[ \t]+(?=")/m.exec(text)?.[0] ?? '\t'
  const formattingOptions = { insertSpaces: !indent.startsWith('\t'), tabSize: indent.length, eol: '\n' }
  return applyEdits(text, modify(text, where, value, { formattingOptions }))
}

/** Nobody else may read it at any moment; where the file is a link, what it leads to is replaced. */
async function replacePrivately(file: string, text: string): Promise<void> {
  const target = await realpath(file).catch(() => file)
  const partial = `${target}.${randomUUID()}`
  try {
    await writeFile(partial, text, { flag: 'wx', mode: 0o600 })
    await chmod(partial, 0o600)
    await rename(partial, target)
  } finally {
    await rm(partial, { force: true })
  }
}
