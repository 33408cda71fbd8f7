import { describe, expect, it } from 'vitest'

import { errorOf, readerOf, type Files } from '../testing/render.ts'
import { references } from './references.ts'

function find(files: Files) {
  return references('/repo/app', { read: readerOf(files) })
}

describe('references()', () => {
  it('gives files and folders with field and place, without reading them', () => {
    const found = find({
      'app/kustomization.yaml': `resources:
- ../base
- web.yaml
components: [../components/canary]
patches:
- path: patch.yaml
- patch: "[]"
configMapGenerator:
- name: settings
  files: [a.txt, key=b.txt]
  envs: [c.env]
`,
      'base/kustomization.yaml': 'not: [valid',
      'components/canary/kustomization.yaml': '',
    })
    expect(found).toEqual([
      { field: 'resources', path: '/repo/base', kind: 'directory', line: 2, column: 3 },
      { field: 'resources', path: '/repo/app/web.yaml', kind: 'file', line: 3, column: 3 },
      { field: 'components', path: '/repo/components/canary', kind: 'directory', line: 4, column: 14 },
      { field: 'configMapGenerator', path: '/repo/app/c.env', kind: 'file', line: 9, column: 3 },
      { field: 'configMapGenerator', path: '/repo/app/a.txt', kind: 'file', line: 9, column: 3 },
      { field: 'configMapGenerator', path: '/repo/app/b.txt', kind: 'file', line: 9, column: 3 },
      { field: 'patches', path: '/repo/app/patch.yaml', kind: 'file', line: 6, column: 3 },
    ])
  })

  it('leaves out URLs and patches that are written out', () => {
    expect(
      find({
        'app/kustomization.yaml':
          'resources: ["https://example.com/a.yaml"]\npatchesStrategicMerge:\n- |-\n  kind: A\n  metadata: {name: b}\n',
      }),
    ).toEqual([])
  })

  it('names bases apart from resources', () => {
    const found = find({ 'app/kustomization.yaml': 'resources: [a.yaml]\nbases: [../b]\n' })
    expect(found.map(({ field, path }) => [field, path])).toEqual([
      ['resources', '/repo/app/a.yaml'],
      ['bases', '/repo/b'],
    ])
  })

  it('throws for a kustomization that a build would refuse', () => {
    expect(errorOf(() => find({ 'app/kustomization.yaml': 'foo: 1\n' })).code).toBe('unknown-field')
  })

  it('reads 400 kustomizations in well under half a second', () => {
    const text =
      'resources: [../../../base/web]\npatches: [{path: replicas.yaml}]\nimages: [{name: web, newTag: v1}]\n'
    const files = Object.fromEntries(
      Array.from({ length: 400 }, (_, i) => [`o${i}/kustomization.yaml`, text]),
    )
    const read = readerOf(files)
    const start = process.threadCpuUsage()
    for (let i = 0; i < 400; i++) expect(references(`/repo/o${i}`, { read })).toHaveLength(2)
    const { user, system } = process.threadCpuUsage(start)
    expect((user + system) / 1000).toBeLessThan(1000)
  })
})
