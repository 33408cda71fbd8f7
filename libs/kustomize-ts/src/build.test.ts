import { symlink } from 'node:fs/promises'
import { join } from 'node:path'

import { temporaryDirectory, writeFiles } from '@slipway/testing'
import { describe, expect, it } from 'vitest'

import { build } from './build.ts'
import { configMap, deployment, errorOf, readerOf, render } from './testing/render.ts'

const tree = {
  'base/kustomization.yaml': 'resources: [web.yaml]\n',
  'base/web.yaml': deployment,
  'overlay/kustomization.yaml': 'resources: [../base]\nnamePrefix: my-\npatches: [{path: patch.yaml}]\n',
  'overlay/patch.yaml': 'apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: web}\nspec: {replicas: 3}\n',
}

describe('build()', () => {
  it('prints nothing for a kustomization without resources', () => {
    expect(render({ 'kustomization.yaml': 'resources: []\nnamespace: x\n' })).toBe('')
  })

  it('gives every file and folder that was read, in reading order', () => {
    expect(build('/repo/overlay', { read: readerOf(tree) }).files).toEqual([
      '/repo/overlay',
      '/repo/overlay/kustomization.yaml',
      '/repo/base',
      '/repo/base/kustomization.yaml',
      '/repo/base/web.yaml',
      '/repo/overlay/patch.yaml',
    ])
  })

  it('gives the files that were read also when it fails', () => {
    const files = { ...tree, 'overlay/patch.yaml': 'kind: [' }
    const error = errorOf(() => render(files, 'overlay'))
    expect(error.files).toContain('/repo/overlay/patch.yaml')
    expect(error.files).toContain('/repo/base/web.yaml')
  })

  it('gives resources as data, with the place that they were read from', () => {
    const [resource] = build('/repo/overlay', { read: readerOf(tree) }).resources
    expect(resource?.origin).toEqual({ file: '/repo/base/web.yaml', document: 0, line: 1 })
    expect(resource?.object['kind']).toBe('Deployment')
    expect(Object.getPrototypeOf(resource?.object)).toBe(null)
  })

  it('brings kinds that others need first, unless it is told not to', () => {
    const files = {
      'kustomization.yaml': 'resources: [a.yaml]\n',
      'a.yaml': `${deployment}---\n${configMap}`,
    }
    expect(render(files)).toBe(`${configMap}---\n${deployment}`)
    expect(render(files, '.', { reorder: 'none' })).toBe(`${deployment}---\n${configMap}`)
  })

  it('refuses an unknown field with its file, line and column', () => {
    const error = errorOf(() => render({ 'kustomization.yaml': 'namespace: x\nresource: []\n' }))
    expect(error.problems).toMatchObject([
      { code: 'unknown-field', file: '/repo/kustomization.yaml', line: 2, column: 1 },
    ])
  })

  it('returns all problems of a kustomization together', () => {
    const error = errorOf(() => render({ 'kustomization.yaml': 'resources: x\nfoo: 1\nnamePrefix: 5\n' }))
    expect(error.problems.map(({ code, line }) => [code, line])).toEqual([
      ['unknown-field', 2],
      ['bad-field-value', 3],
      ['bad-field-value', 1],
    ])
  })

  it('takes field names in any case and returns a warning for deprecated ones', () => {
    const files = {
      'kustomization.yaml': 'Bases: [../b]\n',
      '../b/kustomization.yaml': 'resources: [a.yaml]\n',
      '../b/a.yaml': configMap,
    }
    const result = build('/repo', { read: readerOf(files) })
    expect(result.yaml).toBe(configMap)
    expect(result.warnings).toMatchObject([{ code: 'deprecated-field', line: 1, column: 1 }])
  })

  it('reports a cycle with its path', () => {
    const files = {
      'a/kustomization.yaml': 'resources: [../b]\n',
      'b/kustomization.yaml': 'resources: [../a]\n',
    }
    const error = errorOf(() => render(files, 'a'))
    expect(error.code).toBe('cycle')
    expect(error.message).toContain('/repo/a → /repo/b → /repo/a')
  })

  it.each([
    ['kustomization-missing', { 'other.yaml': '' }],
    ['kustomization-empty', { 'kustomization.yaml': '' }],
    ['kustomization-several', { 'kustomization.yaml': 'namespace: x', Kustomization: 'namespace: x' }],
    ['file-not-found', { 'kustomization.yaml': 'resources: [nope.yaml]' }],
    ['outside-root', { 'kustomization.yaml': 'resources: [../a.yaml]', '../a.yaml': configMap }],
    ['unsupported', { 'kustomization.yaml': 'resources: ["https://example.com/x.yaml"]' }],
    ['unsupported', { 'kustomization.yaml': 'resources: [github.com/owner/repo]' }],
    ['unsupported', { 'kustomization.yaml': 'helmCharts: [{name: x}]' }],
    ['wrong-kind', { 'kustomization.yaml': 'kind: Other\nnamespace: x' }],
    [
      'duplicate-resource',
      { 'kustomization.yaml': 'resources: [a.yaml, b.yaml]', 'a.yaml': configMap, 'b.yaml': configMap },
    ],
    ['invalid-resource', { 'kustomization.yaml': 'resources: [a.yaml]', 'a.yaml': 'kind: A\n' }],
    [
      'invalid-resource',
      { 'kustomization.yaml': 'resources: [a.yaml]', 'a.yaml': `${configMap}  name: twice\n` },
    ],
    ['invalid-yaml', { 'kustomization.yaml': 'resources: [a.yaml]', 'a.yaml': 'kind: [\n' }],
  ])('throws "%s"', (code, files) => {
    expect(errorOf(() => render(files as Record<string, string>)).code).toBe(code)
  })

  it('lets files lie anywhere without a load restrictor', () => {
    const files = { 'a/kustomization.yaml': 'resources: [../x.yaml]\n', 'x.yaml': configMap }
    expect(render(files, 'a', { loadRestrictor: 'none' })).toBe(configMap)
  })

  it('keeps folders below the boundary, links resolved', async () => {
    const root = await temporaryDirectory()
    await writeFiles(root, {
      'outside/kustomization.yaml': 'resources: [a.yaml]\n',
      'outside/a.yaml': configMap,
      'repo/app/kustomization.yaml': 'resources: [../link]\n',
    })
    await symlink(join(root, 'outside'), join(root, 'repo/link'))
    expect(build(join(root, 'repo/app')).yaml).toBe(configMap)
    const error = errorOf(() => build(join(root, 'repo/app'), { boundary: join(root, 'repo') }))
    expect(error.code).toBe('outside-boundary')
  })

  it('does not let a file reach the prototype of objects', () => {
    const yaml = render({
      'kustomization.yaml': 'resources: [a.yaml]\n',
      'a.yaml': `${configMap}__proto__:\n  polluted: yes\n`,
    })
    expect(yaml).toContain('__proto__:')
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined()
  })

  it('limits what aliases stand for', () => {
    const lines = ['a0: &a0 [x, x, x, x, x, x, x, x, x, x]']
    for (let i = 1; i < 9; i++)
      lines.push(`a${i}: &a${i} [${Array.from({ length: 10 }, () => `*a${i - 1}`).join(', ')}]`)
    const bomb = `${configMap}${lines.join('\n')}\n`
    const error = errorOf(() => render({ 'kustomization.yaml': 'resources: [a.yaml]\n', 'a.yaml': bomb }))
    expect(error.code).toBe('alias-limit')
  })
})
