import { DownstreamError } from '@slipway/service-kit/downstream'

/**
 * What a call that failed is to the caller of this service: 504 when there was no time, 503 when it may come again, 502 otherwise. The
 * message is for the log alone.
 */
export function toHttpError(error: unknown): unknown {
  if (!(error instanceof DownstreamError)) return error
  const { status, headers } = describeFailure(error)
  return Object.assign(new Error(error.message, { cause: error }), { status, headers, expose: false })
}

function describeFailure({ code, retryAfterMs = 1000 }: DownstreamError) {
  if (code === 'timeout' || code === 'deadline') return { status: 504, headers: {} }
  if (code !== 'breaker-open' && code !== 'too-many-calls') return { status: 502, headers: {} }
  return { status: 503, headers: { 'Retry-After': String(Math.ceil(retryAfterMs / 1000)) } }
}
