import { describe, expect, it } from 'vitest'

import { configMap, errorOf, renderOne } from '../testing/render.ts'

const custom = 'apiVersion: a/v1\nkind: Custom\nmetadata:\n  name: x\nspec:\n  ref:\n    name: settings\n'

function withDefinitions(definitions: string): string {
  const files = { 'crds.yaml': definitions }
  return renderOne('crds: [crds.yaml]\nnamePrefix: p-\n', `${configMap}---\n${custom}`, files)
}

describe('crds', () => {
  it('say which fields of a custom resource refer to others, through the definitions that they name', () => {
    const reference = '{x-kubernetes-object-ref-kind: ConfigMap, x-kubernetes-object-ref-api-version: v1}'
    const definitions = `a.Custom: {Schema: {properties: {kind: {}, apiVersion: {}, metadata: {}, spec: {$ref: a.Spec}}}}
a.Spec: {Schema: {properties: {ref: ${reference}}}}
`
    expect(withDefinitions(definitions)).toContain('ref:\n    name: p-settings\n')
  })

  it.each([
    ['an empty file', ''],
    ['a list', '- a\n'],
    ['JSON with another document behind it', '{}\n---\n'],
    ['a definition that is a text', 'a.Custom: text\n'],
    ['a schema that is a text', 'a.Custom: {Schema: text}\n'],
  ])('refuse %s', (_, definitions) => {
    expect(errorOf(() => withDefinitions(definitions)).code).toBe('bad-field-value')
  })
})
