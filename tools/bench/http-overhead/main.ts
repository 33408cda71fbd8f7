// npm run bench:http-overhead: what service-kit costs per request, beside bare Koa and Koa with pino-http.
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { median } from '../figures/median.ts'
import { reportMeasurements, type Measurement } from '../targets/report-targets.ts'
import { measureThroughput } from './load.ts'
import { startServer, type BenchServer } from './start-server.ts'

const { values } = parseArgs({
  options: { rounds: { type: 'string', default: '9' }, seconds: { type: 'string', default: '2' } },
})
const names = ['bare-koa', 'koa-pino-http', 'service-kit'] as const
const load = { path: '/api/items/42', connections: 32 }
/** V8 goes on making the code faster for about so long; more code takes longer. */
const warmUpRequests = 100_000

interface Sample {
  perSecond: number
  cpuPerRequest: number
}
type Round = Record<string, Sample>

const directory = await mkdtemp(path.join(tmpdir(), 'slipway-bench-'))
const servers = await Promise.all(names.map((name) => startServer(name, directory)))
try {
  for (const server of servers) await warmUp(server)
  // In turns, so that whatever else runs on the machine slows down all of them.
  const rounds: Round[] = []
  for (let round = 0; round < Number(values.rounds); round += 1) {
    const samples: Round = {}
    for (const server of servers) samples[server.name] = await measure(server, Number(values.seconds))
    rounds.push(samples)
  }
  report(rounds)
} finally {
  for (const server of servers) await server.end()
  await rm(directory, { recursive: true })
}

async function warmUp({ port }: BenchServer): Promise<void> {
  let answered = 0
  while (answered < warmUpRequests)
    answered += (await measureThroughput({ ...load, port, durationMs: 1000 })).requests
}

async function measure({ port, cpu }: BenchServer, seconds: number): Promise<Sample> {
  const before = await cpu()
  const { requests, perSecond } = await measureThroughput({ ...load, port, durationMs: seconds * 1000 })
  return { perSecond, cpuPerRequest: ((await cpu()) - before) / requests }
}

function report(rounds: readonly Round[]): void {
  for (const name of names) {
    const perSecond = medianOf(rounds, (round) => round[name]?.perSecond)
    const cpu = medianOf(rounds, (round) => round[name]?.cpuPerRequest)
    process.stdout.write(
      `${name.padEnd(14)} ${perSecond.toFixed(0).padStart(6)} requests/s, ${cpu.toFixed(1)} µs of processor time each\n`,
    )
  }
  process.stdout.write('\n')
  reportMeasurements([compareWith(rounds, 'bare-koa', 0.65), compareWith(rounds, 'koa-pino-http', 1)])
}

/** Requests per second, compared within each round. */
function compareWith(rounds: readonly Round[], other: string, target: number): Measurement {
  const ratio = medianOf(rounds, (round) => ratioOf(round['service-kit'], round[other]))
  return {
    what: `service-kit / ${other}`,
    target: `at least ${target.toFixed(2)}`,
    measured: ratio.toFixed(2),
    met: ratio >= target,
  }
}

function ratioOf(one: Sample | undefined, other: Sample | undefined): number | undefined {
  return one && other && one.perSecond / other.perSecond
}

function medianOf(rounds: readonly Round[], read: (round: Round) => number | undefined): number {
  return median(rounds.map((round) => read(round) ?? Number.NaN))
}
