import path from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import type { LoadReport } from '../load/outcomes.ts'
import { sampleProcess, type ProcessSample } from '../processes/sample-process.ts'
import { startProcess, type BenchProcess } from '../processes/start-process.ts'
import { mixedLoad } from './mixed-load.ts'

const apps = path.resolve(import.meta.dirname, '../../../apps')

/**
 * What Node gives itself in a pod of 256 MiB, the limit that a service gets. With the memory of a whole machine V8 would let garbage lie
 * for longer than the run takes, and its heap would pass for a leak.
 */
const heapOfPod = { NODE_OPTIONS: '--max-old-space-size=128' }

const names = ['metadata-service', 'computation-service'] as const

export interface SoakOptions {
  readonly seconds: number
  readonly perSecond: number
  /** Looks at each process so many times, at equal intervals. */
  readonly samples: number
}

export interface SoakReport {
  readonly loads: readonly LoadReport[]
  readonly samples: Readonly<Record<(typeof names)[number], readonly ProcessSample[]>>
  readonly exitCodes: readonly (number | null)[]
}

/** Keeps both sample services busy with a mixed load and looks at what they hold meanwhile. */
export async function soak({ seconds, perSecond, samples }: SoakOptions): Promise<SoakReport> {
  const computation = await startProcess(mainOf('computation-service'), { environment: heapOfPod })
  const metadata = await startProcess(mainOf('metadata-service'), {
    environment: { ...heapOfPod, COMPUTATION_SERVICE_URL: computation.url },
  })
  const durationMs = seconds * 1000
  const urls = { metadataUrl: metadata.url, computationUrl: computation.url }
  const intervalMs = durationMs / samples
  const [loads, ofMetadata, ofComputation] = await Promise.all([
    mixedLoad({ ...urls, durationMs, perSecond }),
    watch(metadata, samples, intervalMs),
    watch(computation, samples, intervalMs),
  ])
  const exitCodes = [await metadata.end(), await computation.end()]
  return {
    loads,
    samples: { 'metadata-service': ofMetadata, 'computation-service': ofComputation },
    exitCodes,
  }
}

async function watch(process: BenchProcess, count: number, intervalMs: number): Promise<ProcessSample[]> {
  const samples: ProcessSample[] = []
  while (samples.length < count) {
    await delay(intervalMs)
    samples.push(await sampleProcess(process))
  }
  return samples
}

function mainOf(service: string): string {
  return path.join(apps, service, 'src/main.ts')
}
