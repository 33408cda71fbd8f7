import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { SlipwayError } from '../../slipway-error.ts'

/** A file below a folder. */
export interface TreeFile {
  /** Relative to that folder, with `/` between names. */
  readonly name: string
  /** Its path on disk. */
  readonly source: string
}

/**
 * The files below a folder by the order of their names, none where there is no such folder. Throws `invalid-options` for
 * a link, which could lead anywhere.
 */
export async function listTree(directory: string): Promise<TreeFile[]> {
  const entries = await readdir(directory, { recursive: true, withFileTypes: true }).catch(ignoreMissing)
  const files = entries
    .filter((entry) => !entry.isDirectory())
    .map((entry) => {
      const source = path.join(entry.parentPath, entry.name)
      if (!entry.isFile()) throw isLink(source)
      return { name: path.relative(directory, source).split(path.sep).join('/'), source }
    })
  return files.toSorted((a, b) => (a.name < b.name ? -1 : 1))
}

/** Writes copies of files below a folder; no more than their bytes comes along. */
export async function copyTree(files: readonly TreeFile[], directory: string): Promise<void> {
  for (const { name, source } of files) {
    const target = path.join(directory, name)
    await mkdir(path.dirname(target), { recursive: true })
    await writeFile(target, await readFile(source))
  }
}

function isLink(file: string): SlipwayError {
  return new SlipwayError('invalid-options', `Cannot bundle "${file}": wanted a file, found a link`)
}

function ignoreMissing(error: NodeJS.ErrnoException): [] {
  if (error.code !== 'ENOENT') throw error
  return []
}
