import { stripVTControlCharacters } from 'node:util'
import { describe, expect, it } from 'vitest'
import { formatLine } from './format-line.ts'

const head = { level: 'info', time: '2026-11-21T15:04:05.123Z', service: 'orders', environment: 'test' }

function format(fields: object): string {
  return stripVTControlCharacters(formatLine(JSON.stringify({ ...head, ...fields })))
}

describe('formatLine()', () => {
  it('gives time of day, level, message and fields', () => {
    expect(format({ route: '/a/:id', status: 200, note: 'two words', deep: { a: 1 }, msg: 'Request' })).toBe(
      '15:04:05.123 INFO  Request route=/a/:id status=200 note="two words" deep={"a":1}\n',
    )
  })

  it('puts the stack of an error below, and its facts', () => {
    const err = { type: 'Error', message: 'x', stack: 'Error: x\n    at y', code: 'E1' }
    expect(format({ level: 'error', msg: 'Failed', err })).toBe(
      '15:04:05.123 ERROR Failed\n    Error: x\n        at y\n    {"code":"E1"}\n',
    )
  })

  it('keeps what somebody sent from moving the cursor', () => {
    const text = formatLine(
      JSON.stringify({ ...head, msg: '\u001b[2Jgone\r\n\u009bx', requestId: 'a\u001b[1A' }),
    )
    expect(stripVTControlCharacters(text)).toMatch(/^[^\p{Cc}]*\n$/u)
  })
})
