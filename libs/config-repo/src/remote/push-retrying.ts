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
  /** Waits before another try, after the n-th took so many milliseconds; a growing time with chance in it when left out. */
  readonly wait?: ((attempt: number, tookMs: number) => Promise<void>) | undefined
}

/** The same, and the signal that tells that the time is over. */
export interface TimedRetries extends RetryOptions {
  readonly timeoutMs: number
  readonly signal: AbortSignal
}

/**
 * Runs `action`, which plans on the newest tip and pushes, again as long as the tip moves meanwhile. Throws `contended`, `locked` when it
 * is a file at the server that does not go away, and `timed-out` when the signal has ended `action`.
 */
export async function retryWhenTipMoves<T>(options: TimedRetries, action: () => Promise<T>): Promise<T> {
  const { timeoutMs, signal, tries = Number.POSITIVE_INFINITY, wait = waitWithJitter } = options
  let lost: GitError | undefined
  for (let attempt = 1; ; attempt += 1) {
    const begin = performance.now()
    try {
      return await action()
    } catch (error) {
      if (!(error instanceof GitError)) throw error
      if (error.code === 'aborted') throw timedOut(error, { timeoutMs, lost, times: attempt - 1 })
      if (error.code !== 'tip-moved') throw error
      if (attempt >= tries || signal.aborted) throw contended(attempt, error)
      lost = error
    }
    await wait(attempt, performance.now() - begin)
  }
}

/**
 * Between nothing and 50 ms, doubled each time up to 3 s: publishers that collided do not meet again. Where a try takes long, as many are at it,
 * up to as many times that as there were tries, and 30 s.
 */
export async function waitWithJitter(attempt: number, tookMs: number = 0): Promise<void> {
  const usual = Math.min(3000, 50 * 2 ** (attempt - 1))
  const crowded = Math.min(30_000, tookMs * attempt)
  await setTimeout(Math.random() * Math.max(usual, crowded))
}

function contended(tries: number, cause: GitError): ConfigRepoError {
  const lock = lockIn(cause)
  if (lock !== undefined) return locked(lock, tries, cause)
  const message = `Cannot push: others were faster ${tries} times, and nothing was pushed (${cause.message})`
  return new ConfigRepoError('contended', message, { cause })
}

function timedOut(
  cause: GitError,
  { timeoutMs, lost, times }: { timeoutMs: number; lost: GitError | undefined; times: number },
): ConfigRepoError {
  const lock = lost && lockIn(lost)
  if (lock !== undefined) return locked(lock, times, lost)
  const others = lost ? `, in which others were faster ${times} times` : ''
  const message = `${cause.message}: the time of ${describeDuration(timeoutMs)} is over${others}, and nothing was pushed`
  return new ConfigRepoError('timed-out', message, { cause })
}

/** The server's lock that was in the way, in Git's words. */
function lockIn({ stderr }: GitError): string | undefined {
  return /Unable to create '([^'\n]+\.lock)': File exists/.exec(stderr)?.[1]
}

/** Git holds a lock for some milliseconds. That of a Git which was killed stays for ever: neither a push nor `git gc` removes it. */
function locked(lock: string, tries: number, cause: GitError | undefined): ConfigRepoError {
  const message = `Cannot push: the server's file "${lock}" was in the way, the last of ${tries} times, and nothing was pushed; a Git that was killed there leaves it for ever: remove it there when no Git is at work`
  return new ConfigRepoError('locked', message, { cause })
}
