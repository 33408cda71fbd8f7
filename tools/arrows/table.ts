/** For each part (its folder), the folders it may import, or `anything`. */
export type ArrowTable = ReadonlyMap<string, ReadonlySet<string> | 'anything'>

/**
 * Reads the table of parts in ARCHITECTURE.md: rows of `| part | is | may use |` with folders in backticks,
 * `–` for nothing, and `anything`.
 */
export function readTable(markdown: string): ArrowTable {
  const table = new Map<string, ReadonlySet<string> | 'anything'>()
  for (const line of markdown.split('\n')) {
    const [, part, , mayUse] = line.split('|').map((cell) => cell.trim())
    const folder = /^`([^`]+)`$/.exec(part ?? '')?.[1]
    if (!folder || mayUse === undefined) continue
    table.set(folder, mayUse.startsWith('anything') ? 'anything' : new Set(foldersIn(mayUse)))
  }
  return table
}

function foldersIn(cell: string): string[] {
  return [...cell.matchAll(/`([^`]+)`/g)].map((match) => match[1] ?? '')
}
