import type { Metric } from '@prometheus-io/client'
import { Counter, processCollectors, Registry } from './client.ts'

let shared: readonly Metric<string>[] | undefined

/**
 * What tells of the process as a whole: processor time, memory, file descriptors, the lag of the event loop, garbage
 * collection. Made once for all services of a process, as nothing ends these watchers.
 */
export function processMetrics(): readonly Metric<string>[] {
  shared ??= collectProcessMetrics()
  return shared
}

/** How often the lag of the event loop is sampled. A timer that is any finer costs processor time in an idle process. */
const lagSampleMs = 10

function collectProcessMetrics(): Metric<string>[] {
  const registry = new Registry()
  countProcessorTime(registry)
  for (const collect of processCollectors) collect(registry, { eventLoopMonitoringPrecision: lagSampleMs })
  // The library's types have another name for the metrics that it gives back.
  return registry.getMetricsAsArray() as unknown as Metric<string>[]
}

function countProcessorTime(registry: Registry): void {
  let counted = { user: 0, system: 0 }
  const time = new Counter({
    name: 'process_cpu_seconds_total',
    help: 'Total user and system CPU time spent in seconds.',
    registers: [registry],
    collect() {
      const { user, system } = process.cpuUsage(counted)
      time.inc((user + system) / 1e6)
      counted = { user: counted.user + user, system: counted.system + system }
    },
  })
}
