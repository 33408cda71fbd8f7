import { GitError } from '../git-error.ts'
import type { Oid } from '../oid.ts'

/** What a tree object says of one name in it. */
export interface TreeItem {
  readonly mode: string
  readonly oid: Oid
}

/**
 * Reads a stored tree: `<mode> <name>NUL<id in binary>`, again and again; `idLength` is that of an id in bytes. Names are
 * kept byte by byte (as `encodeName` gives them), as Git does not demand UTF-8 of them. Throws `failed` for one that is damaged.
 */
export function readTreeObject(content: Buffer, idLength: number): Map<string, TreeItem> {
  const items = new Map<string, TreeItem>()
  let at = 0
  while (at < content.length) {
    const space = content.indexOf(' ', at)
    const nul = content.indexOf(0, space)
    const next = nul + 1 + idLength
    if (space < 0 || nul < 0 || next > content.length)
      throw new GitError('failed', `Cannot read a folder as Git stores it: it is damaged at byte ${at}`)
    const id = content.subarray(nul + 1, next)
    const name = content.subarray(space + 1, nul).toString('latin1')
    // Some programs write "040000", which Git takes for the same.
    const mode = content.subarray(at, space).toString().replace(/^0+/, '')
    items.set(name, { mode, oid: id.toString('hex') })
    at = next
  }
  return items
}

/** One tree as it is stored: the names in the order of their bytes, a folder's as if a slash stood behind it. */
export function writeTreeObject(items: ReadonlyMap<string, TreeItem>): Buffer {
  const sorted = [...items].toSorted((one, other) => (sortingName(one) < sortingName(other) ? -1 : 1))
  const parts = sorted.flatMap(([name, { mode, oid }]) => [
    Buffer.from(`${mode} ${name}\0`, 'latin1'),
    Buffer.from(oid, 'hex'),
  ])
  return Buffer.concat(parts)
}

/** A name as the keys of a tree hold it. */
export function encodeName(name: string): string {
  return Buffer.from(name, 'utf8').toString('latin1')
}

export const treeMode = '40000'

function sortingName([name, { mode }]: readonly [string, TreeItem]): string {
  return mode === treeMode ? `${name}/` : name
}
