import { describeWith, programPath, temporaryDirectory } from '@slipway/testing'
import { describe, expect, it } from 'vitest'

import { compareTree, runKustomize, type Difference } from './compare.ts'
import { Random } from './random.ts'
import { shrinkTree } from './shrink-tree.ts'
import { treeOfRun } from './tree-of-run.ts'
import type { TreeFiles } from './tree.ts'

const run = { seed: 7, trees: 150 }

describeWith(['kustomize'], 'Made-up trees', () => {
  it(`build() and the command agree about ${run.trees} of them, seed ${run.seed}`, async () => {
    const scratch = await temporaryDirectory()
    const command = runKustomize(programPath('kustomize'))
    const differences: { index: number; difference: Difference; files: TreeFiles }[] = []
    let accepted = 0
    for (let index = 0; index < run.trees; index++) {
      const tree = treeOfRun(run.seed, index)
      const { isAccepted, difference } = await compareTree(tree, scratch, command)
      if (isAccepted) accepted++
      if (difference !== undefined) differences.push({ index, difference, files: tree.files })
    }
    expect(differences).toEqual([])
    expect(accepted).toBeGreaterThan(run.trees / 5)
  }, 60_000)
})

describe('treeOfRun()', () => {
  it('makes the same tree of the same numbers, and another one of others', () => {
    expect(treeOfRun(1, 2)).toEqual(treeOfRun(1, 2))
    expect(treeOfRun(1, 2)).not.toEqual(treeOfRun(1, 3))
    expect(treeOfRun(1, 2)).not.toEqual(treeOfRun(2, 2))
  })
})

describe('Random', () => {
  it('gives each of some items once', () => {
    const random = new Random(1)
    expect(random.shuffle([1, 2, 3, 4]).toSorted()).toEqual([1, 2, 3, 4])
    expect(new Set(Array.from({ length: 100 }, () => random.below(3)))).toEqual(new Set([0, 1, 2]))
  })
})

describe('shrinkTree()', () => {
  it('leaves the files, fields and lines without which it is not the same', async () => {
    const files = new Map([
      ['a.yaml', 'kept:\n  gone: 1\n  list:\n  - x: 1\n    wanted: 2\n  - y\nother:\n  z: 1\n'],
      ['b.yaml', 'gone: 1\n'],
    ])
    const smallest = await shrinkTree({ files, target: '.' }, async (tree) =>
      String(tree.files.get('a.yaml')).includes('wanted: 2'),
    )
    expect([...smallest.files]).toEqual([['a.yaml', '    wanted: 2']])
  })
})
