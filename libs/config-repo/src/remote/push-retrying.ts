import { GitError } from '@slipway/git'
import { setTimeout } from 'node:timers/promises'
import { ConfigRepoError } from '../config-repo-error.ts'

/** How long to try again after somebody else was faster. */
export interface RetryOptions {
  /** Milliseconds in all, after which no further try begins; five minutes when left out. */
  readonly timeoutMs?: number | undefined
  /** Tries in all; as many as fit when left out. */
  readonly tries?: number | undefined
  /** Waits before another try, which is the n-th; a growing time with chance in it when left out. */
  readonly wait?: ((attempt: number) => Promise<void>) | undefined
}

const usualTimeoutMs = 300_000

/** Runs `action`, which plans on the newest tip and pushes, again as long as the tip moves meanwhile. Throws `contended`. */
export async function retryWhenTipMoves<T>(
  { timeoutMs = usualTimeoutMs, tries = Number.POSITIVE_INFINITY, wait = waitWithJitter }: RetryOptions,
  action: () => Promise<T>,
): Promise<T> {
  const end = performance.now() + timeoutMs
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await action()
    } catch (error) {
      if (!(error instanceof GitError) || error.code !== 'tip-moved') throw error
      if (attempt >= tries || performance.now() >= end) throw contended(attempt, error)
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
