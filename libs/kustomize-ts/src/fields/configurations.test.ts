import { describe, expect, it } from 'vitest'

import { configMap, errorOf, renderOne } from '../testing/render.ts'

const custom = 'apiVersion: a/v1\nkind: Custom\nmetadata:\n  name: x\nspec:\n  image: nginx:1\n'

function configured(configuration: string): string {
  const kustomization = 'configurations: [c.yaml]\nimages: [{name: nginx, newTag: "2"}]\n'
  return renderOne(kustomization, custom, { 'c.yaml': configuration })
}

describe('configurations', () => {
  it('add fields to those of a transformer', () => {
    expect(configured('images: [{path: spec/image, kind: Custom}]\n')).toContain('image: nginx:2\n')
    expect(configured('images: [{path: spec/image, kind: Other}]\n')).toContain('image: nginx:1\n')
  })

  it('take the place of the same field of all kinds when they are sorted before it', () => {
    const files = { 'c.yaml': 'namePrefix: [{path: metadata/name, kind: Custom}]\n' }
    const kustomization = 'configurations: [c.yaml]\nnamePrefix: p-\n'
    expect(renderOne(kustomization, custom, files)).toContain('name: p-x\n')
    expect(renderOne(kustomization, configMap, files)).toBe(configMap)
  })

  it('take a number for a path, but not for a kind', () => {
    expect(configured('images: [{path: 1, kind: Other}]\n')).toContain('image: nginx:1\n')
    expect(errorOf(() => configured('images: [{path: spec/image, kind: 1.5}]\n')).code).toBe(
      'bad-field-value',
    )
  })

  it('refuse a part of a path that means an element where a map is', () => {
    expect(errorOf(() => configured('images: [{path: spec/1}]\n')).code).toBe('wrong-type')
  })

  it('refuse unknown fields and duplicate keys, with their place', () => {
    expect(errorOf(() => configured('nope: []\n')).problems).toMatchObject([
      { code: 'unknown-field', file: '/repo/c.yaml', line: 1, column: 1 },
    ])
    expect(errorOf(() => configured('images: []\nimages: []\n')).code).toBe('bad-field-value')
  })

  it('make a key that reads as null disappear, which a file must not have', () => {
    const files = { 'c.yaml': 'commonLabels: [{path: "~", create: true}]\n' }
    const kustomization = 'configurations: [c.yaml]\nlabels: [{pairs: {a: b}, includeSelectors: true}]\n'
    expect(renderOne(kustomization, custom, files)).not.toContain('~')
    expect(errorOf(() => renderOne('', `${custom}~: {}\n`)).code).toBe('invalid-resource')
    expect(renderOne('', `${custom}map: {? : a}\n`)).toContain('map:\n  "": a\n')
  })
})
