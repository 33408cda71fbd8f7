import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { OciError } from '../oci-error.ts'
import { serverNames } from './server-name.ts'

/** What Docker's `config.json` says about registries. */
export interface DockerConfig {
  file: string
  /** The text as it is, `undefined` where there is no file. */
  text: string | undefined
  auths: Record<string, AuthEntry | undefined>
  credHelpers: Record<string, string | undefined>
  credsStore: string | undefined
}

/** An entry for one registry. */
export interface AuthEntry {
  auth?: string
  username?: string
  password?: string
  identitytoken?: string
}

/** Reads `config.json` of Docker's folder. Throws `invalid-credentials`, with nothing of its content. */
export async function readDockerConfig(folder: string): Promise<DockerConfig> {
  const file = path.join(folder, 'config.json')
  const text = await readText(file)
  const { auths = {}, credHelpers = {}, credsStore } = parse(text ?? '{}', file)
  const isRight =
    isRecord(auths, (entry) => isRecord(entry, () => true)) &&
    isRecord(credHelpers, (name) => typeof name === 'string') &&
    (credsStore === undefined || typeof credsStore === 'string')
  if (!isRight) throw invalid(file, '"auths", "credHelpers" and "credsStore" as Docker writes them')
  return {
    file,
    text,
    auths: auths as DockerConfig['auths'],
    credHelpers: credHelpers as DockerConfig['credHelpers'],
    // Docker takes an empty name for none.
    credsStore: credsStore || undefined,
  }
}

/** The credential helper that is responsible for a registry, if any. */
export function helperOf({ credHelpers, credsStore }: DockerConfig, host: string): string | undefined {
  return serverNames(host).flatMap((name) => credHelpers[name] || [])[0] ?? credsStore
}

/** What to throw about the file, without the cause, as a parser quotes the text. */
export function invalid(file: string, wanted: string): OciError {
  return new OciError('invalid-credentials', `Cannot read "${file}": wanted ${wanted}`, { file })
}

async function readText(file: string): Promise<string | undefined> {
  return await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT' || error.code === 'ENOTDIR') return undefined
    throw invalid(file, `a file that can be read, found ${error.code}`)
  })
}

function parse(text: string, file: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text.trim() || '{}')
    if (isRecord(value, () => true)) return value
  } catch {
    throw invalid(file, 'JSON')
  }
  throw invalid(file, 'a JSON object')
}

function isRecord(value: unknown, isValid: (entry: unknown) => boolean): value is Record<string, unknown> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false
  return Object.values(value).every(isValid)
}
