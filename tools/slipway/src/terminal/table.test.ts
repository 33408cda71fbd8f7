import { describe, expect, it } from 'vitest'
import { testEnvironment } from '../testing/test-environment.ts'
import { tableTarget } from './table-target.ts'
import { tableLines } from './table.ts'

const plain = { paint: (_: string, text: string) => text }

function targetOf(terminal: { isTTY?: boolean; columns?: number }, noColor = false) {
  return tableTarget({
    stdout: { write: () => true, ...terminal },
    environment: { ...testEnvironment, noColor },
  })
}

describe('tableLines()', () => {
  it('makes columns as wide as their widest cell, without spaces at the ends', () => {
    expect(
      tableLines(
        [
          ['a', 'bb', ''],
          ['aaa', 'b', 'c'],
        ],
        plain,
      ),
    ).toEqual(['a    bb', 'aaa  b   c'])
  })

  it('cuts lines where the terminal ends, and never elsewhere', () => {
    const rows = [['orders', 'a long reason', 'x']]
    expect(tableLines(rows, { ...plain, width: 12 })).toEqual(['orders  a l…'])
    expect(tableLines(rows, { ...plain, width: 7 })).toEqual(['orders'])
    expect(tableLines(rows, { ...plain, width: 80 })).toEqual(['orders  a long reason  x'])
  })

  it('prints no control characters of a text that somebody wrote', () => {
    expect(tableLines([['\u001B[31mred\u001B[0m\r\nline\u202E']], plain)).toEqual(['red line'])
  })
})

describe('tableTarget()', () => {
  it('has colours and a width on a terminal alone', () => {
    const red = (target: ReturnType<typeof targetOf>) => target.paint('red', 'x') !== 'x'
    expect([targetOf({ isTTY: true, columns: 80 })].map((target) => [red(target), target.width])).toEqual([
      [true, 80],
    ])
    expect(red(targetOf({ isTTY: true }, true))).toBe(false)
    expect(targetOf({ columns: 80 })).toMatchObject({ width: undefined })
    expect(red(targetOf({}))).toBe(false)
  })
})
