import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { OciError } from '../oci-error.ts'
import type { Credentials } from '../registry/credentials.ts'

interface AuthEntry {
  auth?: string
  username?: string
  password?: string
  identitytoken?: string
}

/**
 * What `docker login` stored for a registry in `config.json` of Docker's folder (`~/.docker`), or nothing. Throws
 * `invalid-credentials` for a file that cannot be read; the message has nothing of its content.
 */
export async function readDockerCredentials(folder: string, host: string): Promise<Credentials | undefined> {
  const file = path.join(folder, 'config.json')
  const entries = await readEntries(file)
  const entry = namesOf(host)
    .map((name) => entries[name])
    .find((found) => found !== undefined)
  if (!entry) return undefined
  if (entry.identitytoken) return { identityToken: entry.identitytoken }
  if (entry.username !== undefined && entry.password !== undefined) {
    return { username: entry.username, password: entry.password }
  }
  // A credential store leaves an empty entry behind.
  return entry.auth ? decode(entry.auth, host, file) : undefined
}

async function readEntries(file: string): Promise<Record<string, AuthEntry | undefined>> {
  try {
    const { auths } = JSON.parse(await readFile(file, 'utf8')) as { auths?: Record<string, AuthEntry> }
    return auths ?? {}
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return {}
    // Without the cause, as the parser quotes the text.
    throw invalid(file, 'JSON')
  }
}

// Older clients wrote addresses, and Docker Hub has kept its first one.
function namesOf(host: string): string[] {
  const hub = host === 'docker.io' ? ['https://index.docker.io/v1/'] : []
  return [host, ...hub, `https://${host}`, `https://${host}/`, `https://${host}/v1/`, `https://${host}/v2/`]
}

function decode(auth: string, host: string, file: string): Credentials {
  const text = Buffer.from(auth, 'base64').toString()
  const colon = text.indexOf(':')
  if (colon < 1) throw invalid(file, `"user:password" in base64 for "${host}"`)
  return { username: text.slice(0, colon), password: text.slice(colon + 1) }
}

function invalid(file: string, wanted: string): OciError {
  return new OciError('invalid-credentials', `Cannot read "${file}": wanted ${wanted}`, { file })
}
