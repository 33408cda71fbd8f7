import { describe, expect, it } from 'vitest'

import { configMap, errorOf, renderOne } from '../testing/render.ts'

function transformed(fields: string): string {
  const plugin = `apiVersion: builtin\nkind: PrefixTransformer\nmetadata: {name: t}\n${fields}\n`
  return renderOne('transformers: [t.yaml]\n', configMap, { 't.yaml': plugin })
}

describe('loadTransformerPlugin()', () => {
  it('passes over fields of a prefix that are null, but not over the absence of all', () => {
    expect(transformed('prefix: p-\nfieldSpecs: [null]')).toBe(configMap)
    expect(transformed('prefix: p-\nfieldSpecs: [null, {path: metadata/name}]')).toContain(
      'name: p-settings\n',
    )
    expect(errorOf(() => transformed('prefix: p-')).code).toBe('bad-field-value')
  })
})
