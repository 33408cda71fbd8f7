import { describe, expect, it } from 'vitest'

import { outline, refusal } from '../../testing/parsed.ts'

describe('checkCharacters()', () => {
  it.each(['\0', '\u0007', '\u000b', '\u001b', '\u007f', '\u0080', '\u009f', '\ufffe', '\uffff'])(
    'refuses %j',
    (character) => {
      expect(refusal(`a: b\nc: "x${character}"`)).toBe('invalid-yaml 2:6')
      expect(refusal(`a: b # ${character}\n`)).toBe('invalid-yaml 1:8')
    },
  )

  it.each(['\u0085', '\u00a0', '\ud7ff', '\ue000', '\ufeff', '\ufffd', '\u{10ffff}'])(
    'takes %j',
    (character) => {
      expect(outline(`["${character}"]`)).toHaveLength(1)
    },
  )
})
