import { array, assert, constantFrom, oneof, property, tuple } from 'fast-check'
import { RE2JS } from 're2js'
import { describe, expect, it } from 'vitest'

import { imageTest } from './image-name.ts'

const version = '(:[a-zA-Z0-9_.{}-]*)?(@[a-zA-Z0-9]+([.+_-][a-zA-Z0-9]+)*:[a-zA-Z0-9_.{}-]*)?$'

describe('imageTest()', () => {
  it('says what the regular expression says, for names with and without one', () => {
    const part = constantFrom(
      'a',
      'web',
      '.',
      '/',
      ':',
      '@',
      '-',
      '*',
      '[',
      'x',
      '1',
      '\n',
      'é',
      '😀',
      ':tag',
      '@sha256:0a',
    )
    const text = array(part, { maxLength: 6 }).map((parts) => parts.join(''))
    const related = tuple(text, text).map(([name, rest]) => [name, name.replaceAll('.', 'x') + rest] as const)
    assert(
      property(oneof(tuple(text, text), related), ([name, image]) => {
        expect(imageTest(name)(image)).toBe(expected(name, image))
      }),
      { seed: 1, numRuns: 3000 },
    )
  })
})

function expected(name: string, image: string): boolean {
  try {
    return RE2JS.compile(`^${name}${version}`).matcher(image).find()
  } catch {
    return false
  }
}
