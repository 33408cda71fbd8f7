/**
 * Why a pool did not give a result: all places were taken; the deadline passed before a worker was free, or while one worked;
 * the caller went away; the pool was closed.
 */
export type WorkerPoolErrorCode = 'queue-full' | 'not-begun' | 'not-finished' | 'caller-gone' | 'closed'

const statuses: Record<WorkerPoolErrorCode, number> = {
  'queue-full': 503,
  'not-begun': 503,
  'not-finished': 504,
  'caller-gone': 503,
  closed: 503,
}

/**
 * Thrown by a worker pool, for the way in which errors are answered: 503 with `Retry-After` when nothing was done yet, so
 * that a balancer may try elsewhere at once; 504 without it when a worker was stopped, as the same work would take as long
 * again.
 */
export class WorkerPoolError extends Error {
  override readonly name = 'WorkerPoolError'
  readonly code: WorkerPoolErrorCode
  readonly status: number
  readonly expose = true
  readonly headers: Readonly<Record<string, string>>

  constructor(code: WorkerPoolErrorCode, message: string, facts: { retryAfterSeconds?: number } = {}) {
    super(message)
    this.code = code
    this.status = statuses[code]
    const { retryAfterSeconds } = facts
    this.headers = retryAfterSeconds === undefined ? {} : { 'Retry-After': String(retryAfterSeconds) }
  }
}
