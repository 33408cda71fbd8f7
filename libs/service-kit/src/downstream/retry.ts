import { setTimeout as delay } from 'node:timers/promises'

/** Decides on the second and last try of a call. */
export interface RetryRules {
  /** How long to wait before it; `undefined` when there shall be none. */
  delayBefore(error: unknown): number | undefined
  /** Whether an error says no more than that the second try was not made. */
  isRefusal(error: unknown): boolean
  signal: AbortSignal
}

/** Runs `attempt`, and once more if the rules say so after an error. Rejects with the reason of the signal when that aborts between the two. */
export async function tryTwice<Result>(
  attempt: () => Promise<Result>,
  { delayBefore, isRefusal, signal }: RetryRules,
): Promise<Result> {
  try {
    return await attempt()
  } catch (first) {
    const delayMs = delayBefore(first)
    if (delayMs === undefined) throw first
    await delay(delayMs, undefined, { signal }).catch(() => signal.throwIfAborted())
    return attempt().catch((second: unknown) => {
      throw isRefusal(second) ? first : second
    })
  }
}

/**
 * Lets one call in ten be tried a second time, and a few at once after a quiet while: when everything fails, second tries would
 * double the load on whoever is already in trouble.
 */
export function createRetryBudget({ share = 0.1, most = 10 } = {}): { earn(): void; spend(): boolean } {
  let tokens = most
  return {
    earn() {
      tokens = Math.min(most, tokens + share)
    },
    spend() {
      if (tokens < 1) return false
      tokens -= 1
      return true
    },
  }
}
