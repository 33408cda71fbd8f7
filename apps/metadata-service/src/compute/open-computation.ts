import type { RouteContext } from '@slipway/service-kit'
import { openDownstream, type Downstream } from '@slipway/service-kit/downstream'
import type { Settings } from '../settings.ts'

/** Longer than the slowest computation takes, also behind a queue. */
const timeoutMs = 30_000

/**
 * Opens the compute service. A 503 of its is passed on at once instead of tried again: it says that there is too much to do, and
 * the caller knows best whether it comes again.
 */
export function openComputation({ settings, log, metrics, onStop }: RouteContext<Settings>): Downstream {
  const url = settings.COMPUTATION_SERVICE_URL
  const retryStatuses: number[] = []
  const downstream = openDownstream({ name: 'computation', url, timeoutMs, retryStatuses, log, metrics })
  onStop(() => downstream.close())
  return downstream
}
