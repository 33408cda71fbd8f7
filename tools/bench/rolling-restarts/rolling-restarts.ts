import path from 'node:path'
import { fixedRate } from '../load/fixed-rate.ts'
import type { LoadReport } from '../load/outcomes.ts'
import { startReplicaSet, type ReplicaSet } from './replica-set.ts'

const apps = path.resolve(import.meta.dirname, '../../../apps')
const forever = 2 ** 31

export interface RollingRestartsOptions {
  /** Each replaces both processes of one service; the services take turns. */
  readonly restarts: number
  /** On the metadata service; the computation service gets as much again, and a third of this through the metadata service. */
  readonly perSecond: number
  readonly drainDelayMs: number
  readonly pollMs: number
}

export interface RollingRestartsReport {
  /** What clients of the metadata service and of the computation service saw. */
  readonly metadata: LoadReport
  readonly computation: LoadReport
  /** Of the processes that were replaced. */
  readonly exitCodes: readonly (number | null)[]
}

/** Restarts both sample services, of two processes each, again and again while clients ask them at a steady rate. */
export async function rollingRestarts(options: RollingRestartsOptions): Promise<RollingRestartsReport> {
  const { restarts, perSecond, drainDelayMs, pollMs } = options
  const environment = { DRAIN_DELAY_MS: String(drainDelayMs) }
  const common = { replicas: 2, pollMs }
  const computation = await startReplicaSet({ ...common, main: mainOf('computation-service'), environment })
  const metadata = await startReplicaSet({
    ...common,
    main: mainOf('metadata-service'),
    environment: { ...environment, COMPUTATION_SERVICE_URL: computation.url },
  })
  const over = new AbortController()
  const load = { connections: 200, durationMs: forever, perSecond, signal: over.signal }
  const loads = Promise.all([
    fixedRate({ ...load, origin: metadata.url, request: askMetadata }),
    fixedRate({ ...load, origin: computation.url, request: askComputation }),
  ])
  await restartInTurns([metadata, computation], restarts)
  over.abort()
  const [ofMetadata, ofComputation] = await loads
  const exitCodes = [...metadata.exitCodes, ...computation.exitCodes]
  await Promise.all([metadata.end(), computation.end()])
  return { metadata: ofMetadata, computation: ofComputation, exitCodes }
}

async function restartInTurns(sets: readonly ReplicaSet[], restarts: number): Promise<void> {
  for (let restart = 0; restart < restarts; restart += 1) await sets[restart % sets.length]?.restart()
}

function askMetadata(index: number) {
  return { path: index % 3 === 0 ? '/api/compute?n=10' : '/api/metadata' }
}

function askComputation(index: number) {
  return { path: `/api/compute?n=${index % 16}` }
}

function mainOf(service: string): string {
  return path.join(apps, service, 'src/main.ts')
}
