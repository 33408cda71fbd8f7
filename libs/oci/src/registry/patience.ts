import { setTimeout } from 'node:timers/promises'
import { OciError } from '../oci-error.ts'

/** How long a registry that fails is borne with, and in what pieces blobs go there. */
export interface Patience {
  /** So many failures in a row without any progress, and it is given up. */
  failures: number
  /** Milliseconds before the second attempt; every failure in a row doubles them. */
  firstWait: number
  longestWait: number
  /** The longest `Retry-After`, in milliseconds, that is waited for. */
  longestAsked: number
  /** Bytes of a chunk: a larger blob goes in several, so that not all is lost when a connection breaks. */
  chunk: number
}

/** Outlasts the restart of a registry: about 20 s in all. */
export const defaultPatience: Patience = {
  failures: 8,
  firstWait: 250,
  longestWait: 8_000,
  longestAsked: 60_000,
  chunk: 8 * 1024 * 1024,
}

/** The attempts at one thing. */
export class Attempts {
  readonly #patience: Patience
  readonly #signal: AbortSignal | undefined
  #failures = 0

  constructor(patience: Patience, signal?: AbortSignal) {
    this.#patience = patience
    this.#signal = signal
  }

  /** Something came of the last attempt, so that the failures before it count no more. */
  progressed(): void {
    this.#failures = 0
  }

  /** Waits until it is time to try again. Throws the failure when that is of no use, or was tried often enough; `aborted`. */
  async failed(failure: unknown, isWorthwhile = isTransient(failure)): Promise<void> {
    this.#failures += 1
    const { failures, firstWait, longestWait, longestAsked } = this.#patience
    const asked = (failure instanceof OciError && failure.retryAfter) || 0
    if (!isWorthwhile || this.#failures >= failures || asked > longestAsked) throw failure
    const wait = Math.min(firstWait * 2 ** (this.#failures - 1), longestWait)
    // Not all at the same moment, those that were cut off together.
    const options = this.#signal ? { signal: this.#signal } : {}
    await setTimeout(Math.max(asked, wait * (0.5 + Math.random() / 2)), undefined, options).catch(() => {
      throw new OciError('aborted', 'Cannot wait for another attempt: it was aborted', { cause: failure })
    })
  }
}

const transientStatuses = new Set([408, 425, 429, 500, 502, 503, 504])
// Of the system and of undici; not a name that does not exist, nor a certificate that is not trusted.
const transientReasons =
  /^(ECONNRESET|ECONNREFUSED|EPIPE|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|EAI_AGAIN|UND_ERR_\w+)$/

/** Whether the same request may well succeed a little later. */
export function isTransient(error: unknown): boolean {
  if (!(error instanceof OciError)) return false
  if (error.status !== undefined) return transientStatuses.has(error.status)
  return error.code === 'unreachable' && transientReasons.test(reasonCodeOf(error.cause))
}

/** Whether nobody listened. */
export function isRefused(error: unknown): boolean {
  return error instanceof OciError && reasonCodeOf(error.cause) === 'ECONNREFUSED'
}

// What undici says is "fetch failed"; the reason is in the cause, or in several when a name has several addresses.
function reasonCodeOf(error: unknown): string {
  if (!(error instanceof Error)) return ''
  if (error instanceof AggregateError && error.errors.length > 0) return reasonCodeOf(error.errors[0])
  if ('code' in error && typeof error.code === 'string') return error.code
  return reasonCodeOf(error.cause)
}

/** Milliseconds that a `Retry-After` asks for (RFC 9110, 10.2.3): seconds, or a date. */
export function parseRetryAfter(header: string | null, now: number): number | undefined {
  if (header === null) return undefined
  if (/^\d{1,9}$/.test(header)) return Number(header) * 1000
  const date = Date.parse(header)
  return Number.isNaN(date) ? undefined : Math.max(0, date - now)
}
