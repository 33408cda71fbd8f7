import type { Oid } from '../oid.ts'

/** What a tree object says of one name in it. */
export interface TreeItem {
  readonly mode: string
  readonly oid: Oid
}

/**
 * Reads a stored tree: `<mode> <name>NUL<id in binary>`, again and again; `idLength` is that of an id in bytes. Names are
 * kept byte by byte (as `encodeName` gives them), as Git does not demand UTF-8 of them.
 */
export function readTreeObject(content: Buffer, idLength: number): Map<string, TreeItem> {
  const items = new Map<string, TreeItem>()
  let at = 0
  while (at < content.length) {
    const space = content.indexOf(' ', at)
    const nul = content.indexOf(0, space)
    if (space < 0 || nul < 0) throw new RangeError(`Cannot read a tree object at byte ${at}`)
    const id = content.subarray(nul + 1, nul + 1 + idLength)
    const name = content.subarray(space + 1, nul).toString('latin1')
    items.set(name, { mode: content.subarray(at, space).toString(), oid: id.toString('hex') })
    at = nul + 1 + idLength
  }
  return items
}

/** One tree as `git mktree -z` reads it. */
export function writeTreeInput(items: ReadonlyMap<string, TreeItem>): Buffer {
  const lines = [...items].map(([name, { mode, oid }]) => `${mode} ${typeOf(mode)} ${oid}\t${name}\0`)
  return Buffer.from(lines.join(''), 'latin1')
}

/** A name as the keys of a tree hold it. */
export function encodeName(name: string): string {
  return Buffer.from(name, 'utf8').toString('latin1')
}

export const treeMode = '40000'

function typeOf(mode: string): string {
  if (mode === treeMode) return 'tree'
  return mode === '160000' ? 'commit' : 'blob'
}
