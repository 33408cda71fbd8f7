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
    expect(error.problems).toMatchObject([{ code: 'unsupported', file: '/repo/kustomization.yaml', line: 2 }])
  })

  it('do not let a validator change anything', () => {
    expect(errorOf(() => renderOne(`validators:\n- ${prefixer('builtin')}`, configMap)).code).toBe(
      'bad-field-value',
    )
  })
})
