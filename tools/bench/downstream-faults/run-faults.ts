import { readdir, readFile } from 'node:fs/promises'
import path from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { request } from 'undici'
import { readMemory } from '../processes/read-memory.ts'
import { startProcess, type BenchProcess } from '../processes/start-process.ts'
import { askMany, type Asked } from './ask-many.ts'
import { startFaulty, type FaultyServer } from './misbehave.ts'
import { seededRandom } from './random.ts'

const bff = path.resolve(import.meta.dirname, '../../../apps/metadata-service/src/main.ts')

/** How long and how hard. */
export interface FaultRun {
  seed: number
  durationMs: number
  perSecond: number
  /** A file for what Node warns of, as of listeners that nobody took away. */
  warnings: string
  /** Gets a sentence each time that the faults change. */
  report?: (line: string) => void
}

/** What came of it. */
export interface FaultReport extends Asked {
  /** Calls that an open breaker kept away. */
  keptAway: number
  /** After the faults: how long until every route was well again. */
  healedMs: number
  /** Open files of the process, connections included: before, and after all of it. */
  files: { before: number; after: number }
  /** Connections that the downstreams still had at the end. */
  connections: number
  /** Megabytes of the heap that are still in use after garbage was collected, at equal intervals. */
  heap: number[]
  /** Megabytes that the process had in memory at the end. */
  memory: number
  warnings: string
}

/** Runs the BFF in a process of its own, with three services behind it that misbehave as the seed says, and clients of all kinds in front. */
export async function runFaults({ seed, durationMs, perSecond, ...run }: FaultRun): Promise<FaultReport> {
  const random = seededRandom(seed)
  const faulty = {
    user: await startFaulty({ id: 'user-1', name: 'Ada' }, random),
    product: await startFaulty({ id: 'prod-1', price: 7 }, random),
    compute: await startFaulty({ input: 5, result: 5, durationMs: 0 }, random),
  }
  const service = await startService(faulty, run.warnings)
  const files = { before: await countFiles(service.pid), after: 0 }
  const over = new AbortController()
  const changing = changeFaults(faulty, { signal: over.signal, ...run })
  const [asked, heap] = await Promise.all([
    askMany(service.url, { durationMs, perSecond, random }),
    watchHeap(service, durationMs),
  ])
  over.abort()
  await changing

  for (const { heal } of Object.values(faulty)) heal()
  const healedMs = await waitUntilWell(service.url)
  const keptAway = await countKeptAway(service)
  // Idle connections go after a few seconds.
  const connections = await waitForZero(() => sum(Object.values(faulty).map(({ server }) => server.open)))
  files.after = await countFiles(service.pid)
  const memory = await readMemory(service.pid)
  await service.end()
  for (const { server } of Object.values(faulty)) await server.close()
  const warnings = await readFile(run.warnings, 'utf8').catch(() => '')
  return { ...asked, keptAway, healedMs, files, connections, heap, memory, warnings }
}

function startService(faulty: Record<string, FaultyServer>, warnings: string): Promise<BenchProcess> {
  return startProcess(bff, {
    environment: {
      LOG_LEVEL: 'info',
      ADMIN_PORT: '0',
      // The heap that Node gives itself in a pod of 256 MiB: with a machine's memory, garbage lies for longer than this takes.
      NODE_OPTIONS: `--redirect-warnings=${warnings} --max-old-space-size=128`,
      USER_SERVICE_URL: faulty['user']!.server.url,
      PRODUCT_SERVICE_URL: faulty['product']!.server.url,
      COMPUTATION_SERVICE_URL: faulty['compute']!.server.url,
    },
  })
}

/** Every second and a half, until it is told to end. */
async function changeFaults(
  faulty: Record<string, FaultyServer>,
  { signal, report }: { signal: AbortSignal; report?: ((line: string) => void) | undefined },
): Promise<void> {
  while (!signal.aborted) {
    const names = Object.entries(faulty).map(([name, { change }]) => `${name} ${change()}`)
    report?.(names.join(', '))
    await delay(1500, undefined, { signal }).catch(() => {})
  }
}

const [heapWindows, samplesInWindow] = [20, 20]

/** The least of each window: what is in use rises until garbage is collected, and only what it falls to tells of a leak. */
async function watchHeap({ adminUrl }: BenchProcess, durationMs: number): Promise<number[]> {
  const windows: number[] = []
  while (windows.length < heapWindows) {
    const samples: number[] = []
    while (samples.length < samplesInWindow) {
      await delay(durationMs / heapWindows / samplesInWindow)
      samples.push(await readHeap(adminUrl))
    }
    windows.push(Math.min(...samples))
  }
  return windows
}

async function readHeap(adminUrl: string): Promise<number> {
  const [, bytes] = /^nodejs_heap_size_used_bytes\{.*\} (\d+)$/m.exec(await readMetrics(adminUrl)) ?? []
  return Number(bytes) / 2 ** 20
}

async function waitUntilWell(url: string): Promise<number> {
  const begun = performance.now()
  const isWell = async (target: string) => (await askOnce(url + target)).status === 200
  while (!((await isWell('/api/metadata')) && (await isWell('/api/compute?n=5')))) {
    if (performance.now() - begun > 30_000) return Infinity
    await delay(100)
  }
  return performance.now() - begun
}

async function waitForZero(count: () => number): Promise<number> {
  const end = performance.now() + 15_000
  while (count() > 0 && performance.now() < end) await delay(50)
  return count()
}

async function countKeptAway({ adminUrl }: BenchProcess): Promise<number> {
  const lines = [
    ...(await readMetrics(adminUrl)).matchAll(/^downstream_requests_total\{.*breaker-open.*\} (\d+)$/gm),
  ]
  return sum(lines.map(([, count]) => Number(count)))
}

async function readMetrics(adminUrl: string): Promise<string> {
  const response = await fetch(`${adminUrl}/metrics`, { headers: { Connection: 'close' } })
  return response.text()
}

/** Over a connection that ends with the answer, so that none of these is counted. */
async function askOnce(url: string): Promise<{ status: number; text: string }> {
  const { statusCode, body } = await request(url, { reset: true })
  return { status: statusCode, text: await body.text() }
}

async function countFiles(pid: number): Promise<number> {
  return (await readdir(`/proc/${pid}/fd`)).length
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0)
}
