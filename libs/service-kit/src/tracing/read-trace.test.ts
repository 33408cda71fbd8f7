import { describe, expect, it } from 'vitest'
import { readTrace } from './read-trace.ts'
import { beginTrace, carryOn } from './trace.ts'

const traceId = '4bf92f3577b34da6a3ce929d0e0e4736'
const parentId = '00f067aa0ba902b7'
const plain = `00-${traceId}-${parentId}-01`

/** What a downstream call gets to see of the caller's headers. */
function passOn(traceparent: string, tracestate?: string) {
  const caller = readTrace(traceparent, tracestate)
  return caller && carryOn(caller)
}

describe('readTrace()', () => {
  it('takes a trace as it stands', () => {
    expect(readTrace(plain)).toEqual({ traceId, parentId, sampled: true })
    expect(readTrace(`00-${traceId}-${parentId}-00`)).toEqual({ traceId, parentId, sampled: false })
  })

  it('knows nothing of flags but whether the caller samples', () => {
    expect(passOn(`00-${traceId}-${parentId}-ff`)).toEqual({ traceId, traceparent: plain })
    expect(readTrace(`00-${traceId}-${parentId}-fe`)?.sampled).toBe(false)
  })

  it.each(['01', 'cc', 'fe'])('reads version %s as far as it is known', (version) => {
    expect(passOn(`${version}-${traceId}-${parentId}-01`)).toEqual({ traceId, traceparent: plain })
    expect(passOn(`${version}-${traceId}-${parentId}-01-what-else`)).toEqual({ traceId, traceparent: plain })
  })

  it.each([
    ['nothing', undefined],
    ['an empty text', ''],
    ['a trace of zeros', `00-${'0'.repeat(32)}-${parentId}-01`],
    ['a parent of zeros', `00-${traceId}-${'0'.repeat(16)}-01`],
    ['capital letters', plain.toUpperCase()],
    ['another length', `00-${traceId}0-${parentId}-01`],
    ['other letters', `00-${traceId.replace('4', 'g')}-${parentId}-01`],
    ['no flags', `00-${traceId}-${parentId}`],
    ['more in version 00', `${plain}-more`],
    ['more in a later version without a hyphen', `01-${traceId}-${parentId}-01.more`],
    ['the version that is none', `ff-${traceId}-${parentId}-01`],
    ['the header twice', `${plain}, ${plain}`],
    ['spaces around', ` ${plain}`],
  ])('ignores %s', (_, traceparent) => {
    expect(readTrace(traceparent, 'a=1')).toBe(undefined)
  })

  it.each(['rojo=00f067aa0ba902b7', 'a=1,b=2', 'a=1 , b=2', 'fw529a3039@dt=x', 'a=1,,b=2', 'a=1,'])(
    'carries the tracestate %j on',
    (tracestate) => {
      expect(passOn(plain, tracestate)).toEqual({ traceId, traceparent: plain, tracestate })
    },
  )

  it.each([
    '',
    ',',
    'a',
    'A=1',
    '1=1',
    'a=',
    'a=1=2',
    'a=1;b=2',
    'a=1,a=2',
    'a=é',
    'foo@=1',
    '@foo=1',
    'a@b@c=1',
    `${'a'.repeat(257)}=1`,
    `a=${'1'.repeat(257)}`,
    Array.from({ length: 33 }, (_, index) => `k${index}=1`).join(),
  ])('leaves the tracestate %j out, and keeps the trace', (tracestate) => {
    expect(readTrace(plain, tracestate)).toEqual({ traceId, parentId, sampled: true })
  })

  it('takes as many members as there may be', () => {
    const tracestate = Array.from({ length: 32 }, (_, index) => `k${index}=1`).join()
    expect(readTrace(plain, tracestate)?.tracestate).toBe(tracestate)
  })
})

describe('beginTrace()', () => {
  it('begins a trace of its own each time, which nobody samples', () => {
    const traces = Array.from({ length: 1000 }, beginTrace)
    expect(new Set(traces.map((trace) => trace.traceId)).size).toBe(1000)
    for (const { traceId: id, traceparent } of traces)
      expect(readTrace(traceparent)).toMatchObject({ traceId: id, sampled: false })
  })
})
