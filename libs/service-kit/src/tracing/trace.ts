import { randomHex } from './random-hex.ts'

/** The trace that a request is a part of, as W3C's Trace Context names it; the two headers are for downstream calls. */
export interface Trace {
  /** 32 hexadecimal digits. */
  readonly traceId: string
  readonly traceparent: string
  readonly tracestate?: string
}

/** What the headers of a request say of its trace. */
export interface CallerTrace {
  readonly traceId: string
  readonly parentId: string
  readonly sampled: boolean
  readonly tracestate?: string
}

/** Where a request without a trace begins one. It is not sampled, as nothing here records it. */
export function beginTrace(): Trace {
  const traceId = randomHex(16)
  return { traceId, traceparent: `00-${traceId}-${randomHex(8)}-00` }
}

/**
 * The caller's trace, carried on as it is: a service that records nothing leaves the parent's id alone, or what it calls
 * would be children of a span that nobody has seen.
 */
export function carryOn({ traceId, parentId, sampled, tracestate }: CallerTrace): Trace {
  const traceparent = `00-${traceId}-${parentId}-${sampled ? '01' : '00'}`
  return tracestate === undefined ? { traceId, traceparent } : { traceId, traceparent, tracestate }
}
