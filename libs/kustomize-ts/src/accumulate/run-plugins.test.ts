import { describe, expect, it } from 'vitest'

import { configMap, errorOf, renderOne } from '../testing/render.ts'

const prefixer = (apiVersion: string) => `|-
  apiVersion: ${apiVersion}
  kind: PrefixTransformer
  metadata: {name: p}
  prefix: a-
  fieldSpecs: [{path: metadata/name}]
`

describe('transformers, generators and validators', () => {
  it('run the builtin kinds, written out or in a file', () => {
    expect(renderOne(`transformers:\n- ${prefixer('builtin')}`, configMap)).toContain('name: a-settings\n')
    const generator =
      'apiVersion: builtin\nkind: ConfigMapGenerator\nmetadata: {name: made}\nliterals: [a=b]\n'
    expect(renderOne('generators: [g.yaml]\n', configMap, { 'g.yaml': generator })).toMatch(
      /name: made-[a-z0-9]{10}\n/,
    )
  })

  it('refuse all other kinds, saying what to do', () => {
    const error = errorOf(() => renderOne(`transformers:\n- ${prefixer('example.com/v1')}`, configMap))
    expect(error.problems).toMatchObject([{ code: 'unsupported', file: '/repo/kustomization.yaml', line: 3 }])
  })

  it('do not know the older field "env" of a generator, which only a kustomization moves to "envs"', () => {
    const generator = 'apiVersion: builtin\nkind: SecretGenerator\nmetadata: {name: made}\nenv: nowhere.env\n'
    expect(renderOne('generators: [g.yaml]\n', configMap, { 'g.yaml': generator })).toContain('data: {}\n')
  })

  it('do not let a validator write what is there already', () => {
    const same = prefixer('builtin').replace('prefix: a-', 'prefix: ""')
    expect(errorOf(() => renderOne(`validators:\n- ${same}`, configMap)).code).toBe('bad-field-value')
    expect(renderOne(`validators:\n- ${same.replace('metadata/name', 'spec/name')}`, configMap)).toBe(
      configMap,
    )
  })

  it('let a validator mark what it has seen', () => {
    const marker = `|-
  apiVersion: builtin
  kind: LabelTransformer
  metadata: {name: l}
  labels: {validated-by: me}
  fieldSpecs: [{path: metadata/labels, create: true}]
`
    expect(renderOne(`validators:\n- ${marker}`, configMap)).toContain('    validated-by: me\n')
  })

  it('do not let a validator change anything', () => {
    expect(errorOf(() => renderOne(`validators:\n- ${prefixer('builtin')}`, configMap)).code).toBe(
      'bad-field-value',
    )
  })
})
