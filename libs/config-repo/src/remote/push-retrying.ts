import { GitError } from '@slipway/git'
import { setTimeout } from 'node:timers/promises'
import { ConfigRepoError } from '../config-repo-error.ts'
import { describeDuration } from '../time/duration.ts'

/** How long to try again after somebody else was faster. */
export interface RetryOptions {
  /** Milliseconds for all of it, whatever takes so long; five minutes when left out. */
  readonly timeoutMs?: number | undefined
  /** Tries in all; as many as fit when left out. */
  readonly tries?: number | undefined
  /** Waits before another try, which is the n-th; a growing time with chance in it when left out. */
  readonly wait?: ((attempt: number) => Promise<void>) | undefined
}

/** The same, and the signal that tells that the time is over. */
export interface TimedRetries extends RetryOptions {
  readonly timeoutMs: number
  readonly signal: AbortSignal
}

/**
 * Runs `action`, which plans on the newest tip and pushes, again as long as the tip moves meanwhile. Throws `contended`, and `timed-out` when
 * the signal has ended `action`.
 */
export async function retryWhenTipMoves<T>(options: TimedRetries, action: () => Promise<T>): Promise<T> {
  const { timeoutMs, signal, tries = Number.POSITIVE_INFINITY, wait = waitWithJitter } = options
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await action()
    } catch (error) {
      if (!(error instanceof GitError)) throw error
      if (error.code === 'aborted') throw timedOut(timeoutMs, attempt - 1, error)
      if (error.code !== 'tip-moved') throw error
      if (attempt >= tries || signal.aborted) throw contended(attempt, error)
    }
    await wait(attempt)
  }
}

/** Between nothing and 50 ms, doubled each time up to 3 s: publishers that collided do not meet again. */
export async function waitWithJitter(attempt: number): Promise<void> {
  await setTimeout(Math.random() * Math.min(3000, 50 * 2 ** (attempt - 1)))
}

function contended(tries: number, cause: GitError): ConfigRepoError {
  const message = `Cannot push: others were faster ${tries} times, and nothing was pushed (${cause.message})`
  return new ConfigRepoError('contended', message, { cause })
}

function timedOut(timeoutMs: number, lost: number, cause: GitError): ConfigRepoError {
  const others = lost === 0 ? '' : `, in which others were faster ${lost} times`
  const message = `${cause.message}: the time of ${describeDuration(timeoutMs)} is over${others}, and nothing was pushed`
  return new ConfigRepoError('timed-out', message, { cause })
}
