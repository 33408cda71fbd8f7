import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import type { TreeFile } from './tree.ts'

const header = '# Written by the target "build": the digest of each file\'s content, by its path.\n'

/**
 * The lines of an nginx map from a file's path to a digest of its content, for the files that have no hash in their name.
 * To a map, paths that differ in the case of letters are the same: such share one digest of both.
 */
export async function describeContent(files: readonly TreeFile[]): Promise<string> {
  const named = files.filter(({ name }) => !name.startsWith('assets/'))
  const alike = Map.groupBy(named, ({ name }) => asMapKey(name))
  const lines = [...alike].map(async ([key, twins]) => {
    const hash = createHash('sha256')
    for (const { source } of twins) hash.update(await readFile(source))
    return `${quote(key)} ${hash.digest('hex').slice(0, 32)};\n`
  })
  return `${header}${(await Promise.all(lines)).join('')}`
}

/** nginx lowers the letters of ASCII alone. */
function asMapKey(name: string): string {
  return `/${name}`.replaceAll(/[A-Z]/g, (letter) => letter.toLowerCase())
}

function quote(text: string): string {
  return `"${text.replaceAll(/[\\"]/g, '\\$&')}"`
}
