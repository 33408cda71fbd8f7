import { stripVTControlCharacters } from 'node:util'

/** A cell, or one with a colour; what has none is printed as it is. */
export type Cell = string | { readonly text: string; readonly style: Style }

/** What a text may look like. */
export type Style = 'bold' | 'dim' | 'red' | 'yellow' | 'green'

/** Where a table is printed. */
export interface TableTarget {
  /** Gives a text a colour, where there are any. */
  readonly paint: (style: Style, text: string) => string
  /** Columns of the terminal, where it is one: longer lines are cut. */
  readonly width?: number | undefined
}

/**
 * Lines of cells in columns as wide as their widest cell. A cell is one line, without the control characters that somebody may have put
 * into a name or a reason.
 */
export function tableLines(rows: readonly (readonly Cell[])[], { paint, width }: TableTarget): string[] {
  const plain = rows.map((row) => row.map((cell) => oneLine(textOf(cell))))
  const widths = plain.reduce<number[]>((all, row) => {
    for (const [index, text] of row.entries()) all[index] = Math.max(all[index] ?? 0, text.length)
    return all
  }, [])
  return plain.map((row, at) => {
    const padded = row.map((text, index) =>
      index === row.length - 1 ? text : text.padEnd(widths[index] ?? 0),
    )
    const cut = cutCells(padded, width)
    return cut
      .map((text, index) => painted(rows[at]?.[index], text, paint))
      .join(gap)
      .trimEnd()
  })
}

const gap = '  '

/** Cuts the line where the terminal ends. */
function cutCells(cells: readonly string[], width: number | undefined): string[] {
  if (width === undefined || cells.join(gap).trimEnd().length <= width) return [...cells]
  let left = width
  return cells.flatMap((text) => {
    const room = left
    left -= text.length + gap.length
    if (room <= 0) return []
    return text.length <= room ? [text] : [`${text.slice(0, room - 1)}…`]
  })
}

function painted(cell: Cell | undefined, text: string, paint: TableTarget['paint']): string {
  return cell === undefined || typeof cell === 'string' ? text : paint(cell.style, text)
}

function textOf(cell: Cell): string {
  return typeof cell === 'string' ? cell : cell.text
}

function oneLine(text: string): string {
  return stripVTControlCharacters(text)
    .replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\s]+/gu, ' ')
    .trim()
}
