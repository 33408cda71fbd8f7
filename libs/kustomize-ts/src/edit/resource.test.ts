import { describe, expect, it } from 'vitest'

import { addResource, removeResource } from './resource.ts'
import { editText } from './edit-text.ts'

describe('addResource()', () => {
  it.each([
    ['resources:\n  - a.yaml\nnamespace: x\n', 'resources:\n  - a.yaml\n  - b.yaml\nnamespace: x\n'],
    ['resources: [a.yaml] # all\n', 'resources: [a.yaml, b.yaml] # all\n'],
    ['resources: [\n  a.yaml # a\n]\n', 'resources: [\n  a.yaml, # a\n  b.yaml\n]\n'],
    ['resources: [\n  "a.yaml",\n]\n', 'resources: [\n  "a.yaml",\n  "b.yaml",\n]\n'],
    ['resources:\r\n- a.yaml', 'resources:\r\n- a.yaml\r\n- b.yaml'],
    ['{"resources": ["a.yaml"]}', '{"resources": ["a.yaml", "b.yaml"]}'],
    ['{\n  "namespace": "x"\n}\n', '{\n  "namespace": "x",\n  "resources": ["b.yaml"]\n}\n'],
    ['resources:\n# - a.yaml\n', 'resources: [b.yaml]\n# - a.yaml\n'],
    ['components:\n  - a\n# end\n', 'components:\n  - a\n# end\nresources:\n  - b.yaml\n'],
  ])('adds a path to %j', (text, expected) => {
    expect(editText(text, addResource(['b.yaml'])).text).toBe(expected)
  })

  it('leaves out what is there, also as a base, and says so', () => {
    const text = 'resources: [a]\nbases: [b]\n'
    const { text: result, notes } = editText(text, addResource(['a', 'b', 'c', 'c']))
    expect(result).toBe('resources: [a, c]\nbases: [b]\n')
    expect(notes).toHaveLength(3)
  })
})

describe('removeResource()', () => {
  it.each([
    ['resources:\n- a.yaml # a\n# about b\n- b.yaml\n- c.yaml\n', 'resources:\n# about b\n- c.yaml\n'],
    ['resources:\n- a.yaml\n- b.yaml\n# end\nnamespace: x\n', '# end\nnamespace: x\n'],
    ['resources: [a.yaml, c.yaml, b.yaml]\n', 'resources: [c.yaml]\n'],
    ['resources: [\n  c.yaml, # c\n  a.yaml # a\n]\n', 'resources: [\n  c.yaml # c\n]\n'],
    ['{"resources": ["a.yaml", "c.yaml"]}', '{"resources": ["c.yaml"]}'],
    ['{"resources": ["a.yaml"], "namespace": "x"}', '{"namespace": "x"}'],
    ['bases:\n- a.yaml\nresources:\n- c.yaml\n', 'resources:\n- c.yaml\n'],
  ])('removes paths from %j', (text, expected) => {
    expect(editText(text, removeResource(['[ab].yaml'])).text).toBe(expected)
  })
})
