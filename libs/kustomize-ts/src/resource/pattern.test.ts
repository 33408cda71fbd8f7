import { array, assert, constantFrom, property } from 'fast-check'
import { RE2JS } from 're2js'
import { describe, expect, it } from 'vitest'

import { compileWhole } from './pattern.ts'

describe('compileWhole()', () => {
  it('says what the regular expression says, for names, alternatives and all else', () => {
    const part = constantFrom('a', 'Deployment', '|', '-', '/', '.', '*', '(', ')', '\n', '$', '')
    const text = array(part, { maxLength: 5 }).map((parts) => parts.join(''))
    assert(
      property(text, text, (pattern, candidate) => {
        expect(outcome(() => compileWhole(pattern)(candidate))).toBe(outcome(() => whole(pattern, candidate)))
      }),
      { seed: 1, numRuns: 3000 },
    )
  })
})

function whole(pattern: string, text: string): boolean {
  return RE2JS.compile(`^(?:${pattern})$`).matcher(text).find()
}

function outcome(action: () => boolean): boolean | 'refused' {
  try {
    return action()
  } catch {
    return 'refused'
  }
}
