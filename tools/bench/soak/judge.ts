import type { Measurement } from '../targets/report-targets.ts'
import { growth, level } from '../figures/growth.ts'
import type { SoakReport } from './soak.ts'

/** Of its own size: less is what V8 does with its heap as it likes. */
const mostMemoryGrowth = 0.1
/** Connections and timers come and go with the load; a leak of one in a thousand requests is more than that. */
const mostHandleGrowth = 5

/** Holds a report against the targets. */
export function judge({ loads, samples, exitCodes }: SoakReport): Measurement[] {
  const requests = loads.reduce((sum, load) => sum + load.requests, 0)
  const failed = loads.reduce((sum, load) => sum + load.failed, 0)
  return [
    ...Object.entries(samples).flatMap(([service, all]) => [
      judgeMemory(
        service,
        all.map(({ memory }) => memory),
      ),
      judgeHandles(
        `File descriptors of ${service}`,
        all.map(({ descriptors }) => descriptors),
      ),
      judgeHandles(
        `Timers, sockets and the like of ${service}`,
        all.map(({ resources }) => resources),
      ),
    ]),
    { what: 'Failed requests', target: '0', measured: `${failed} of ${requests}`, met: failed === 0 },
    {
      what: 'Exit codes after SIGTERM',
      target: '0, 0',
      measured: exitCodes.join(', '),
      met: exitCodes.every((code) => code === 0),
    },
  ]
}

function judgeMemory(service: string, values: readonly number[]): Measurement {
  const share = growth(values) / level(values)
  return {
    what: `Memory of ${service} after the warm-up`,
    target: `grows at most ${100 * mostMemoryGrowth} %`,
    measured: `${(100 * share).toFixed(1)} % of ${level(values).toFixed(0)} MB`,
    met: share <= mostMemoryGrowth,
  }
}

function judgeHandles(what: string, values: readonly number[]): Measurement {
  const more = growth(values)
  return {
    what: `${what} after the warm-up`,
    target: `at most ${mostHandleGrowth} more`,
    measured: `${more.toFixed(0)} more than ${level(values)}`,
    met: more <= mostHandleGrowth,
  }
}
