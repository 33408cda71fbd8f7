import { randomBytes } from 'node:crypto'

/**
 * The `traceparent` of a call that the request of `traceparent` makes: the same trace and flags, a span of its own.
 * https://www.w3.org/TR/trace-context/#traceparent-header
 */
export function childTraceparent(traceparent: string): string {
  const [, traceId, , flags] = traceparent.split('-')
  return `00-${traceId}-${spanId()}-${flags}`
}

/** Eight random bytes, which may not all be zero. */
function spanId(): string {
  const id = randomBytes(8).toString('hex')
  return id === '0000000000000000' ? spanId() : id
}
