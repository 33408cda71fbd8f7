import type { Connections } from '../server/watch-connections.ts'
import type { BaseSettings } from '../settings/base-settings.ts'
import type { Releases } from '../stop/releases.ts'
import { watchEventLoop } from './event-loop-lag.ts'

/** Gives whether the process has more to do than its settings allow. */
export function watchOverload(
  { MAX_EVENT_LOOP_LAG_MS, MAX_REQUESTS_IN_FLIGHT }: BaseSettings,
  { requests }: Pick<Connections, 'requests'>,
  releases: Pick<Releases, 'add'>,
): () => boolean {
  const lag = watchEventLoop()
  releases.add(lag.stop, 'event loop lag')
  return () => lag.milliseconds() > MAX_EVENT_LOOP_LAG_MS || requests.size > MAX_REQUESTS_IN_FLIGHT
}
