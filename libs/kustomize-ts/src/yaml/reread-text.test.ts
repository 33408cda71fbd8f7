import { describe, expect, it } from 'vitest'

import { renderOne } from '../testing/render.ts'
import { Tag, YamlNode } from './node.ts'
import { rereadText } from './reread-text.ts'

describe('rereadText()', () => {
  it.each([
    ['one\ntwo\n', 'one\ntwo\n'],
    ['one\n\ntwo', 'one\n\ntwo'],
    ['one\n  deeper\ntwo\n', 'one\n\n  deeper\ntwo\n'],
    ['one\n\n  deeper\n\n  again\n', 'one\n\n\n  deeper\n\n  again\n'],
    ['one\n\tdeeper\n', 'one\n\n\tdeeper\n'],
    ['  deeper\none\ntwo\n', '  deeper\none two\n'],
    ['one\n\n', 'one\n\n\n'],
    ['\n\n', '\n\n'],
    ['trailing \n  deeper', 'trailing \n  deeper'],
  ])('makes of the folded text %j what Kustomize does: %j', (text, expected) => {
    expect(rereadText(new YamlNode('scalar', Tag.string, text, 'folded'))).toBe(expected)
  })

  it('changes folded texts of a resource, not literal ones and not those in braces', () => {
    const texts = 'a: >-\n  x\n    y\nb: |-\n  x\n    y\nc: {d: "x\\n  y"}\n'
    const yaml = renderOne('', `apiVersion: a/v1\nkind: Custom\nmetadata: {name: x}\n${texts}`)
    expect(yaml).toContain('a: |-\n  x\n\n    y\n')
    expect(yaml).toContain('\nb: |-\n  x\n    y\nc:\n  d: |-\n    x\n      y\n')
  })
})
