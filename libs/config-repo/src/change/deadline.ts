import { GitError } from '@slipway/git'

/** How long a change may take when nobody says so, in milliseconds. */
export const usualTimeoutMs = 300_000

/** A signal that comes after so long, or with another one. */
export function deadlineAfter(timeoutMs: number, other?: AbortSignal): AbortSignal {
  // A longer time is none to a timer of Node.
  const deadline = AbortSignal.timeout(Math.min(timeoutMs, 2 ** 31 - 1))
  return other ? AbortSignal.any([deadline, other]) : deadline
}

/** What `action` gives; throws `aborted` when the signal comes first, also over what does not look at the signal itself. */
export async function untilDeadline<T>(signal: AbortSignal, action: () => Promise<T>): Promise<T> {
  const { promise, reject } = Promise.withResolvers<never>()
  const stop = () => reject(aborted())
  if (signal.aborted) stop()
  signal.addEventListener('abort', stop, { once: true })
  try {
    return await Promise.race([promise, action()])
  } catch (error) {
    // What looks at the signal too may be faster to fail, in its own words.
    throw signal.aborted && !(error instanceof GitError && error.code === 'aborted') ? aborted(error) : error
  } finally {
    signal.removeEventListener('abort', stop)
  }
}

function aborted(cause?: unknown): GitError {
  return new GitError('aborted', 'Cannot decide what to change: it was aborted', { cause })
}
