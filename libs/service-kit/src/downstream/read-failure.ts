import { errors } from 'undici'
import { DownstreamError, type DownstreamErrorCode } from './downstream-error.ts'

/** What undici's errors mean, by their code; any other one is of the connection. */
const meanings: Record<string, DownstreamErrorCode> = {
  UND_ERR_HEADERS_TIMEOUT: 'timeout',
  UND_ERR_BODY_TIMEOUT: 'timeout',
  UND_ERR_HEADERS_OVERFLOW: 'unexpected-answer',
  UND_ERR_RES_EXCEEDED_MAX_SIZE: 'unexpected-answer',
}

/** Turns what a request failed with into a `DownstreamError`; a request that cannot be sent at all stays the bug that it is. */
export function readFailure(downstream: string, error: unknown): unknown {
  if (error instanceof DownstreamError) return error
  if (error instanceof errors.InvalidArgumentError) return error
  if (error instanceof errors.HTTPParserError) {
    // Without the error itself: it holds what was received, which does not belong into a log.
    return new DownstreamError('unexpected-answer', downstream, { cause: new Error(error.message) })
  }
  const { code = '' } = Object(error) as { code?: string }
  return new DownstreamError(meanings[code] ?? 'unreachable', downstream, { cause: error })
}
