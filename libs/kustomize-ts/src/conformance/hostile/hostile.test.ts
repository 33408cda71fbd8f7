import { temporaryDirectory } from '@slipway/testing'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'

import { build } from '../../build.ts'
import { writeTree } from '../fuzz/tree.ts'
import { hostileTree } from './hostile-tree.ts'
import { tryTree, type Finding } from './try-tree.ts'
import { watchingReader } from './watching-reader.ts'

const run = { seed: 3, trees: 150 }

describe('Damaged and malicious trees', () => {
  it(`never crash, hang, read outside or pollute: ${run.trees} of them, seed ${run.seed}`, async () => {
    const scratch = await temporaryDirectory()
    const findings: (Finding & { index: number })[] = []
    for (let index = 0; index < run.trees; index++) {
      const { finding } = await tryTree(hostileTree(run.seed, index), scratch)
      if (finding !== undefined) findings.push({ index, ...finding })
    }
    expect(findings).toEqual([])
  }, 60_000)
})

describe('watchingReader()', () => {
  it('notes what is read outside, also by a link', async () => {
    const root = await temporaryDirectory()
    const outside = 'kind: A\nmetadata:\n  name: a\n'
    const files = new Map<string, string | { link: string }>([
      ['in/kustomization.yaml', 'resources: [link.yaml]\n'],
      ['in/link.yaml', { link: '../out.yaml' }],
      ['out.yaml', outside],
    ])
    await writeTree(root, { files, target: 'in' })
    const watched = watchingReader(join(root, 'in'))
    expect(build(join(root, 'in'), { read: watched.reader, loadRestrictor: 'none' }).yaml).toBe(outside)
    expect(watched.outside).toHaveLength(1)
  })
})
