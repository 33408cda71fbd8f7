import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { stringify } from 'yaml'

import { parseDocument } from './parse.ts'
import { toPlain } from './plain.ts'
import { toValue } from './value.ts'

const seed = 7

/** Texts that both readers know: without half surrogate pairs and control characters, and with the line break that YAML has. */
const texts = fc
  .string({ unit: 'grapheme', maxLength: 200 })
  .map((text) =>
    text.toWellFormed().replaceAll(/[^\n\u0020-\u007e\u00a0-\u2027\u202a-\ufefe\uff00-\ufffd]/gu, ' '),
  )

const data = fc.letrec((tie) => ({
  value: fc.oneof(
    { depthSize: 'small' },
    fc.integer(),
    fc.boolean(),
    fc.constant(null),
    texts,
    tie('map'),
    tie('list'),
  ),
  list: fc.array(tie('value'), { maxLength: 4 }),
  map: fc.dictionary(fc.stringMatching(/^[a-z][a-z0-9./-]{0,20}$/), tie('value'), {
    maxKeys: 4,
    noNullPrototype: false,
  }),
})).map

function read(text: string): unknown {
  const node = parseDocument(text)
  return node === undefined ? undefined : JSON.parse(JSON.stringify(toPlain(toValue(node))))
}

describe('parseDocument()', () => {
  it('reads JSON as JSON.parse() does', () => {
    fc.assert(
      fc.property(data, fc.nat(3), (value, spaces) => {
        expect(read(JSON.stringify(value, undefined, spaces))).toEqual(value)
      }),
      { seed, numRuns: 200 },
    )
  })

  it('reads what the yaml package writes, folded at any width', () => {
    fc.assert(
      fc.property(data, fc.integer({ min: 20, max: 100 }), (value, lineWidth) => {
        expect(read(stringify(value, { version: '1.1', lineWidth }))).toEqual(value)
      }),
      { seed, numRuns: 300 },
    )
  })
})
