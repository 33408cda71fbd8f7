import { describe, expect, it } from 'vitest'

import { configMap, errorOf, render, renderOne } from '../testing/render.ts'

const custom = 'apiVersion: a/v1\nkind: Custom\nmetadata:\n  name: x\nspec:\n  list:\n  - name: a\n    v: 1\n'
const patch = custom.replace('v: 1', 'w: 2')

const mergeByName = {
  type: 'array',
  items: { type: 'object' },
  'x-kubernetes-patch-strategy': 'merge',
  'x-kubernetes-patch-merge-key': 'name',
}
const kind = { group: 'a', version: 'v1', kind: 'Custom' }

function definitions(list: object, more: object = {}): object {
  const spec = { properties: { list } }
  return { Custom: { properties: { spec }, 'x-kubernetes-group-version-kind': [kind] }, ...more }
}

function patched(document: object): string {
  const files = { 'o.json': JSON.stringify(document), 'p.yaml': patch }
  return renderOne('openapi: {path: o.json}\npatches: [{path: p.yaml}]\n', custom, files)
}

const deployment = (container: string) =>
  `apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: d\nspec: {template: {spec: {containers: [{name: c, ${container}}]}}}\n`

const path = (prefix: string) => ({
  [`/apis/a/v1/${prefix}customs`]: { get: { 'x-kubernetes-group-version-kind': kind } },
})

const scoped = (paths: object) => ({
  'kustomization.yaml': 'resources: [r.yaml]\nopenapi: {path: o.json}\nnamespace: n1\n',
  'r.yaml': custom,
  'o.json': JSON.stringify({ paths }),
  'plain/kustomization.yaml': 'resources: [r.yaml]\nnamespace: n1\n',
  'plain/r.yaml': custom,
})

describe('openapi', () => {
  it('says how the lists of a kind merge, itself or by a definition that it refers to', () => {
    const merged = 'list:\n  - name: a\n    v: 1\n    w: 2\n'
    expect(patched({ definitions: definitions(mergeByName) })).toContain(merged)
    const reference = { $ref: '#/definitions/List' }
    expect(patched({ definitions: definitions(reference, { List: mergeByName }) })).toContain(merged)
  })

  it('has no say beside a reference', () => {
    const reference = { ...mergeByName, $ref: '#/definitions/List' }
    const plain = { type: 'array', items: {} }
    expect(patched({ definitions: definitions(reference, { List: plain }) })).not.toContain('v: 1')
  })

  it('says by its paths which kinds live outside of namespaces, for its build alone', () => {
    expect(render(scoped(path('')))).not.toContain('namespace: n1')
    expect(render(scoped(path('')), 'plain')).toContain('namespace: n1')
    expect(render(scoped({ ...path(''), ...path('namespaces/{namespace}/') }))).toContain('namespace: n1')
  })

  it('of a base yields to the built-in rules where another kind has been met before', () => {
    const document = {
      definitions: {
        Deployment: {
          properties: {},
          'x-kubernetes-group-version-kind': [{ group: 'apps', version: 'v1', kind: 'Deployment' }],
        },
      },
    }
    const files = (first: string) => ({
      'kustomization.yaml': 'resources: [first.yaml, base]\n',
      'first.yaml': first,
      'base/kustomization.yaml': 'resources: [d.yaml]\nopenapi: {path: o.json}\npatches: [{path: p.yaml}]\n',
      'base/d.yaml': deployment('image: i'),
      'base/p.yaml': deployment('tty: true'),
      'base/o.json': JSON.stringify(document),
    })
    expect(render(files(configMap))).not.toContain('image: i')
    expect(render(files(custom))).toContain('image: i')
  })

  it.each([
    [
      'a kind without a version',
      { definitions: { A: { 'x-kubernetes-group-version-kind': [{ kind: 'A' }] } } },
    ],
    ['a type that is a number', { definitions: definitions({ type: 1 }) }],
    ['properties that are a list', { definitions: { A: { properties: [] } } }],
  ])('refuses %s', (_, document) => {
    expect(errorOf(() => patched(document)).code).toBe('bad-field-value')
  })

  const tailed = { 'o.json': '{}\nmore' }

  it('refuses a document that is JSON with something behind it, when a kind is not built in', () => {
    expect(errorOf(() => renderOne('openapi: {path: o.json}\n', custom, tailed)).code).toBe('bad-field-value')
  })

  it('says nothing in a document that is null, but must not be an empty file', () => {
    expect(renderOne('openapi: {path: o.json}\n', custom, { 'o.json': '---\n' })).toBe(custom)
    const empty = () => renderOne('openapi: {path: o.json}\n', custom, { 'o.json': '' })
    expect(errorOf(empty).code).toBe('bad-field-value')
  })

  it('is not read by a build that needs no schema', () => {
    expect(renderOne('openapi: {path: o.json}\n', configMap, tailed)).toBe(configMap)
  })

  it('does not loop where definitions refer to each other', () => {
    const document = { definitions: { A: { $ref: '#/definitions/B' }, B: { $ref: '#/definitions/A' } } }
    const files = { 'o.json': JSON.stringify(document) }
    expect(renderOne('openapi: {path: o.json}\n', configMap, files)).toBe(configMap)
  })
})
