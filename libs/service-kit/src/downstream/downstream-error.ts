import type { Answer } from './downstream.ts'

/**
 * Why a call gave nothing to use.
 * - `unreachable`: no connection, or it broke before the answer was whole
 * - `timeout`: no whole answer within the time that a call may take
 * - `deadline`: the caller's own deadline came first
 * - `cancelled`: the caller went away
 * - `unexpected-status`, `unexpected-answer`: an answer of the wrong kind; not HTTP, not JSON, not what the schema says, too large
 * - `breaker-open`: not asked, as it failed too often just now
 * - `too-many-calls`: not asked, as too many calls are running and waiting
 */
export type DownstreamErrorCode =
  | 'unreachable'
  | 'timeout'
  | 'deadline'
  | 'cancelled'
  | 'unexpected-status'
  | 'unexpected-answer'
  | 'breaker-open'
  | 'too-many-calls'

/** What else is known of a call that failed. */
export interface DownstreamFacts {
  /** The status that was answered, when that is what is wrong. */
  status?: number | undefined
  /** After how many milliseconds asking again makes sense, when that is known. */
  retryAfterMs?: number | undefined
  answer?: Answer
  cause?: unknown
}

/** Thrown when a downstream cannot be asked or answers something else than wanted. Its message shows to nobody outside. */
export class DownstreamError extends Error {
  override readonly name = 'DownstreamError'
  readonly code: DownstreamErrorCode
  /** The name of the downstream. */
  readonly downstream: string
  readonly status: number | undefined
  readonly retryAfterMs: number | undefined
  readonly #answer: Answer | undefined

  constructor(code: DownstreamErrorCode, downstream: string, facts: DownstreamFacts = {}) {
    const found = facts.status === undefined ? code : `${code} ${facts.status}`
    super(`Cannot use the answer of "${downstream}": ${found}`, { cause: facts.cause })
    this.code = code
    this.downstream = downstream
    this.status = facts.status
    this.retryAfterMs = facts.retryAfterMs
    this.#answer = facts.answer
  }

  /** What was answered, when its status is what is wrong. Loggers do not see it. */
  get answer(): Answer | undefined {
    return this.#answer
  }
}
