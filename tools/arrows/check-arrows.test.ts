import { describe, expect, it } from 'vitest'
import { checkArrows } from './check-arrows.ts'
import type { Part } from './parts.ts'
import { readTable } from './table.ts'

const table = readTable(`
| part | is | may use |
|---|---|---|
| \`libs/git\` | runs Git | – |
| \`libs/testing\` | for tests | anything |
| \`tools/slipway\` | the plugin | \`libs/git\` |
| \`apps/*\` | what is generated | \`libs/git\` |
`)

function part(folder: string, imports: Record<string, string>, declared: string[] = []): Part {
  const found = Object.entries(imports).map(([file, specifier]) => ({
    file: `${folder}/${file}`,
    line: 1,
    specifier,
  }))
  return {
    folder,
    name: folder.replace('libs', '@slipway'),
    declared: new Set(declared),
    declaredForDevelopment: new Set(['@slipway/testing']),
    imports: found,
  }
}

const git = part('libs/git', {})
const testing = part('libs/testing', {})

describe('checkArrows()', () => {
  it('lets a part import what the table and its package.json name', () => {
    const slipway = part('tools/slipway', { 'a.ts': '@slipway/git', 'b.ts': 'node:fs', 'c.ts': './a.ts' }, [
      '@slipway/git',
    ])
    expect(checkArrows(table, [git, slipway])).toEqual([])
  })

  it('holds a part without a row of its own against the row of its folder', () => {
    const imports = { 'a.ts': '@slipway/git', 'b.ts': 'tools/slipway' }
    const orders = part('apps/orders', imports, ['@slipway/git', 'tools'])
    const slipway = { ...part('tools/slipway', {}), name: 'tools' }
    expect(checkArrows(table, [git, orders, slipway])).toEqual([
      'apps/orders/b.ts:1 may not import tools/slipway',
    ])
  })

  it('refuses an arrow that the table does not have', () => {
    const upward = part('libs/git', { 'a.ts': 'tools/slipway' }, ['tools'])
    const slipway = { ...part('tools/slipway', {}), name: 'tools' }
    expect(checkArrows(table, [upward, slipway])).toEqual(['libs/git/a.ts:1 may not import tools/slipway'])
  })

  it('refuses a package that is not declared', () => {
    const slipway = part('tools/slipway', { 'a.ts': 'left-pad/sub' })
    expect(checkArrows(table, [slipway])).toEqual([
      'tools/slipway/a.ts:1 imports "left-pad", which tools/slipway does not declare',
    ])
  })

  it('keeps test-only code in tests', () => {
    const slipway = part('tools/slipway', { 'a.test.ts': '@slipway/testing', 'a.ts': '@slipway/testing' }, [
      '@slipway/testing',
    ])
    expect(checkArrows(table, [testing, slipway])).toEqual([
      'tools/slipway/a.ts:1 may not import libs/testing',
    ])
  })

  it('keeps the folders testing and fixtures in tests', () => {
    const files = {
      'src/a.ts': './testing/shop.ts',
      'src/a.test.ts': './testing/shop.ts',
      'src/testing/shop.ts': './till.ts',
    }
    expect(checkArrows(table, [part('libs/git', files)])).toEqual([
      'libs/git/src/a.ts:1 imports what is there for tests: "./testing/shop.ts"',
    ])
  })

  it('lets a part that may use anything use what is there for tests', () => {
    const bench = part('tools/bench', { 'main.ts': '../slipway/src/testing/image.ts' })
    const all = new Map(table).set('tools/bench', 'anything')
    expect(checkArrows(all, [bench])).toEqual([])
  })

  it('refuses a path into another part, and a part that the table does not list', () => {
    const other = part('libs/other', { 'src/a.ts': '../../git/src/index.ts' })
    expect(checkArrows(table, [other])).toEqual([
      'libs/other is not in the table of parts',
      'libs/other/src/a.ts:1 reaches out of libs/other: "../../git/src/index.ts"',
    ])
  })
})
