import type { Logger } from 'pino'
import type { Metrics } from '../metrics/metrics.ts'
import type { BreakerLimits } from './breaker.ts'

/** A service to call, and how much may be asked of it. */
export interface DownstreamOptions {
  /** For errors, logs and metrics: a short fixed word. */
  name: string
  /** Where it is, with the path that calls begin with. */
  url: string
  /** How long a call may take in all: waiting for its turn, both tries and the body. 2000 by default. */
  timeoutMs?: number
  /** How many bytes an answer's body may have; 1 MiB by default. */
  maxBytes?: number
  /** How many calls may run at the same time, each over a connection of its own; 50 by default. */
  connections?: number
  /** How many calls more may wait for their turn; 50 by default. The next one fails at once. */
  waiting?: number
  /** Statuses after which a GET is tried a second time; 502, 503 and 504 by default. */
  retryStatuses?: readonly number[]
  /** By default it opens for 5 s when more than half of the last 20 calls failed, and at least 10 were made. */
  breaker?: Partial<BreakerLimits>
  /** Gets a line when the breaker changes. */
  log?: Logger
  /** Where calls are counted: the `metrics` that `routes()` gets. */
  metrics?: Metrics
}

/** With every default filled in. */
export type SettledOptions = DownstreamOptions & typeof defaults

/** What may be asked of a downstream unless it is said. */
export const defaults = {
  timeoutMs: 2000,
  maxBytes: 1_048_576,
  connections: 50,
  waiting: 50,
  retryStatuses: [502, 503, 504] as readonly number[],
}
/** When a breaker opens unless it is said. */
export const breakerDefaults: BreakerLimits = { calls: 20, minimumCalls: 10, threshold: 0.5, openMs: 5000 }
