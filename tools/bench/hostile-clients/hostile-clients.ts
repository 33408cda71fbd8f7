import path from 'node:path'
import { closedLoop } from '../load/closed-loop.ts'
import { fixedRate } from '../load/fixed-rate.ts'
import { startProcess } from '../processes/start-process.ts'
import type { Crowd, CrowdSizes } from './crowd.ts'
import { startCrowd } from './start-crowd.ts'

export interface HostileClientsOptions {
  readonly sizes: CrowdSizes
  /** Rounds without the crowd and with it, in turns. */
  readonly rounds: number
  /** Of each of a round's two measurements. */
  readonly durationMs: number
  readonly perSecond: number
  /** Of the service: when slow clients are cut off. */
  readonly timeoutMs: number
}

/** What a normal client got in one round. */
export interface Round {
  /** Answers per second when it asks as fast as it can. */
  readonly perSecond: number
  /** Milliseconds at a fixed rate, from when a request was due. */
  readonly p99: number
  readonly failed: number
}

export interface HostileClientsReport {
  readonly calm: readonly Round[]
  readonly hostile: readonly Round[]
  readonly endings: Crowd['endings']
  /** The fewest idle connections that were open at the end of a hostile round. */
  readonly idle: number
}

/** Measures what a normal client gets from a service alone, and among clients that mean no good. */
export async function hostileClients(options: HostileClientsOptions): Promise<HostileClientsReport> {
  const { sizes, rounds, timeoutMs } = options
  const limit = String(timeoutMs)
  const service = await startProcess(path.join(import.meta.dirname, 'service.ts'), {
    environment: { HEADERS_TIMEOUT_MS: limit, REQUEST_TIMEOUT_MS: limit },
  })
  const port = Number(new URL(service.url).port)
  const report = { calm: [] as Round[], hostile: [] as Round[], idle: sizes.idle }
  const endings: Crowd['endings'][] = []
  // Not counted: code is compiled as it runs.
  await measure(service.url, options)
  for (let round = 0; round < rounds; round += 1) {
    report.calm.push(await measure(service.url, options))
    const sendAway = await startCrowd(port, sizes)
    report.hostile.push(await measure(service.url, options))
    const crowd = await sendAway()
    report.idle = Math.min(report.idle, crowd.idle)
    endings.push(crowd.endings)
  }
  await service.end()
  return { ...report, endings: joinEndings(endings) }
}

async function measure(origin: string, options: HostileClientsOptions): Promise<Round> {
  const load = { origin, connections: 8, durationMs: options.durationMs, request: askOrSend }
  const fast = await closedLoop(load)
  const steady = await fixedRate({ ...load, perSecond: options.perSecond })
  return { perSecond: fast.perSecond, p99: steady.latency.p99, failed: fast.failed + steady.failed }
}

/** Every fourth request has a body. */
function askOrSend(index: number) {
  if (index % 4 !== 0) return { path: '/item' }
  const headers = { 'Content-Type': 'application/json' }
  return { path: '/item', method: 'POST', headers, body: '{"id":1}' } as const
}

function joinEndings(all: readonly Crowd['endings'][]): Crowd['endings'] {
  const [first, ...rest] = all
  if (!first) throw new Error('Cannot report without a round')
  const entries = Object.entries(first).map(([kind, endings]) => [
    kind,
    [...endings, ...rest.flatMap((other) => other[kind as keyof Crowd['endings']])],
  ])
  return Object.fromEntries(entries) as Crowd['endings']
}
