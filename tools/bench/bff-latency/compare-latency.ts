import path from 'node:path'
import { median } from '../figures/median.ts'
import { fixedRate } from '../load/fixed-rate.ts'
import type { LoadReport } from '../load/outcomes.ts'
import { startProcess, type BenchProcess } from '../processes/start-process.ts'

const source = path.join(import.meta.dirname, 'source.ts')
const bff = path.resolve(import.meta.dirname, '../../../apps/metadata-service/src/main.ts')
const user = { id: 'user-1', name: 'Ada' }
const product = { id: 'prod-1', price: 7 }

/** Milliseconds at two ranks. */
export interface Ranks {
  p50: number
  p99: number
}

/** Medians of several rounds. */
export interface Comparison {
  /** Of the slower source, asked directly. */
  direct: Ranks
  /** Of the BFF that asks both. */
  gathered: Ranks
  /** The median of the differences, each within one round. */
  added: Ranks
  /** Of the requests to the BFF. */
  requests: number
  failed: number
}

/** Asks the slower source and the BFF in turns, at the same rate: each of the four processes does one thing. */
export async function compareLatency(
  delays: { user: number; product: number },
  { perSecond, durationMs, rounds }: { perSecond: number; durationMs: number; rounds: number },
): Promise<Comparison> {
  const users = await startSource(delays.user, user)
  const products = await startSource(delays.product, product)
  const service = await startProcess(bff, {
    environment: { USER_SERVICE_URL: users.url, PRODUCT_SERVICE_URL: products.url, ADMIN_PORT: '0' },
  })
  const slower = delays.user > delays.product ? users : products
  const ask = (origin: string, target: string, forMs: number) =>
    fixedRate({ origin, connections: 100, durationMs: forMs, perSecond, request: () => ({ path: target }) })
  await ask(service.url, '/api/metadata', 2000)
  await ask(slower.url, '/', 1000)
  const direct: LoadReport[] = []
  const gathered: LoadReport[] = []
  for (let round = 0; round < rounds; round += 1) {
    direct.push(await ask(slower.url, '/', durationMs))
    gathered.push(await ask(service.url, '/api/metadata', durationMs))
  }
  await Promise.all([service.end(), users.end(), products.end()])
  return compare(direct, gathered)
}

function startSource(delayMs: number, body: object): Promise<BenchProcess> {
  return startProcess(source, { environment: { DELAY_MS: String(delayMs), BODY: JSON.stringify(body) } })
}

function compare(direct: readonly LoadReport[], gathered: readonly LoadReport[]): Comparison {
  const ranks = (value: (index: number, rank: keyof Ranks) => number): Ranks => ({
    p50: median(direct.map((_, index) => value(index, 'p50'))),
    p99: median(direct.map((_, index) => value(index, 'p99'))),
  })
  return {
    direct: ranks((index, rank) => at(direct[index], rank)),
    gathered: ranks((index, rank) => at(gathered[index], rank)),
    added: ranks((index, rank) => at(gathered[index], rank) - at(direct[index], rank)),
    requests: gathered.reduce((sum, { requests }) => sum + requests, 0),
    failed: gathered.reduce((sum, { requests, outcomes }) => sum + requests - (outcomes['200'] ?? 0), 0),
  }
}

function at(report: LoadReport | undefined, rank: keyof Ranks): number {
  return report?.latency[rank] ?? NaN
}
