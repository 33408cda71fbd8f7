import { setTimeout as delay } from 'node:timers/promises'
import type { Logger } from 'pino'
import { flushLog } from '../logs/flush-log.ts'
import type { Connections } from '../server/watch-connections.ts'
import { ServiceError } from '../service-error.ts'
import type { Releases } from './releases.ts'

export interface StopPlan {
  /** How long requests are still taken, in milliseconds. */
  drainDelayMs: number
  /** When it has to be over, in milliseconds from now. */
  deadlineMs: number
  connections: Connections
  releases: Releases
  log: Logger
}

/**
 * Stops a service whose readiness says so already. Throws a `ServiceError` with the code `stop-deadline` and what was still open when
 * it takes too long, and `cannot-release` when a release fails.
 */
export async function stopInOrder(plan: StopPlan): Promise<void> {
  const { connections, releases, deadlineMs } = plan
  const over = Promise.withResolvers<never>()
  const timer = setTimeout(() => {
    const requests = [...connections.requests.values()].map((request) => request.describe())
    const open = { requests, releases: releases.open() }
    over.reject(new ServiceError('stop-deadline', `Cannot stop within ${deadlineMs} ms`, { open }))
    connections.cut()
  }, deadlineMs)
  try {
    await Promise.race([stop(plan), over.promise])
  } finally {
    clearTimeout(timer)
  }
}

async function stop({ drainDelayMs, connections, releases, log }: StopPlan): Promise<void> {
  // Whoever sends requests here learns only little by little that it should not. Until then they are welcome, and each
  // answer asks its client to come back over another connection, which leads elsewhere.
  if (drainDelayMs > 0) {
    connections.announceEnd()
    await delay(drainDelayMs)
  }
  await connections.close()
  await releases.run()
  log.info('Stopped')
  await flushLog(log)
}
