import path from 'node:path'
import type { Credentials, CredentialSource } from '../registry/credentials.ts'
import { getFromHelper } from './credential-helper.ts'
import { helperOf, invalid, readDockerConfig, type AuthEntry, type DockerConfig } from './docker-config.ts'
import { serverName, serverNames } from './server-name.ts'

/** What `docker login` knows, as a source of credentials: `config.json` of Docker's folder (`~/.docker`). */
export function dockerCredentials(folder: string): Required<CredentialSource> {
  return {
    file: path.join(folder, 'config.json'),
    find: (host, signal) => readDockerCredentials(folder, host, signal),
  }
}

/**
 * What `docker login` stored for a registry, or nothing: a credential helper's answer where `config.json` of Docker's
 * folder names one, else what the file itself says. Throws `invalid-credentials`, `aborted`; the message has nothing of a
 * secret.
 */
export async function readDockerCredentials(
  folder: string,
  host: string,
  signal?: AbortSignal,
): Promise<Credentials | undefined> {
  const config = await readDockerConfig(folder)
  const helper = helperOf(config, host)
  const kept = helper === undefined ? undefined : await getFromHelper(helper, serverName(host), signal)
  return kept ?? readEntry(config, host)
}

function readEntry({ auths, file }: DockerConfig, host: string): Credentials | undefined {
  const entries = serverNames(host).flatMap((name) => auths[name] ?? [])
  for (const entry of entries) {
    const found = credentialsOf(entry, host, file)
    if (found) return found
  }
  return undefined
}

function credentialsOf(entry: AuthEntry, host: string, file: string): Credentials | undefined {
  if (entry.identitytoken) return { identityToken: entry.identitytoken }
  if (entry.username !== undefined && entry.password !== undefined) {
    return { username: entry.username, password: entry.password }
  }
  // A credential helper leaves an empty entry behind.
  return entry.auth ? decode(entry.auth, host, file) : undefined
}

function decode(auth: string, host: string, file: string): Credentials {
  const text = Buffer.from(auth, 'base64').toString()
  const colon = text.indexOf(':')
  if (colon < 1) throw invalid(file, `"user:password" in base64 for "${host}"`)
  return { username: text.slice(0, colon), password: text.slice(colon + 1) }
}
