import { median } from '../figures/median.ts'
import type { Measurement } from '../targets/report-targets.ts'
import type { HostileKind } from './crowd.ts'
import type { HostileClientsReport } from './hostile-clients.ts'

/** Share of its throughput that a normal client keeps; the crowd itself takes some of the processor. */
const leastThroughput = 0.8
/** The p99 among the crowd: no more than so many times, or milliseconds more than, the one without. */
const mostLatency = { ratio: 1.5, addedMs: 5 }
/** Connections are looked at every half second, and a busy machine is late. */
const slackMs = 2000

/** What each kind of connection has to end with. */
const wanted: Readonly<Partial<Record<HostileKind, number>>> = {
  slowHeaders: 408,
  slowBody: 408,
  largeHeaders: 200,
  tooLargeHeaders: 431,
  malformed: 400,
}

/** Holds a report against the targets. */
export function judge(report: HostileClientsReport, timeoutMs: number, idle: number): Measurement[] {
  return [...judgeOthers(report), ...judgeCrowd(report, timeoutMs), judgeIdle(report, idle)]
}

function judgeOthers({ calm, hostile }: HostileClientsReport): Measurement[] {
  const [before, among] = [calm, hostile].map((rounds) => ({
    perSecond: median(rounds.map(({ perSecond }) => perSecond)),
    p99: median(rounds.map(({ p99 }) => p99)),
    failed: rounds.reduce((sum, { failed }) => sum + failed, 0),
  })) as [Totals, Totals]
  const share = among.perSecond / before.perSecond
  const most = Math.max(mostLatency.ratio * before.p99, before.p99 + mostLatency.addedMs)
  return [
    {
      what: 'Throughput of a normal client among them, against without',
      target: `at least ${leastThroughput} ×`,
      measured: `${share.toFixed(2)} × (${among.perSecond.toFixed(0)}/s, ${before.perSecond.toFixed(0)}/s)`,
      met: share >= leastThroughput,
    },
    {
      what: 'p99 of a normal client among them, against without',
      target: `at most ${mostLatency.ratio} ×, or ${mostLatency.addedMs} ms more`,
      measured: `${among.p99.toFixed(1)} ms, ${before.p99.toFixed(1)} ms`,
      met: among.p99 <= most,
    },
    {
      what: 'Failed requests of a normal client',
      target: '0',
      measured: String(among.failed),
      met: among.failed === 0,
    },
  ]
}

interface Totals {
  perSecond: number
  p99: number
  failed: number
}

function judgeCrowd({ endings }: HostileClientsReport, timeoutMs: number): Measurement[] {
  return (Object.entries(wanted) as [HostileKind, number][]).map(([kind, status]) => {
    const all = endings[kind]
    const right = all.filter((ending) => ending.status === status)
    const longest = Math.max(0, ...all.map(({ milliseconds }) => milliseconds))
    return {
      what: `Connections with ${kind}`,
      target: `${status} for all, over within ${(timeoutMs + slackMs) / 1000} s`,
      measured: `${right.length} of ${all.length}, within ${(longest / 1000).toFixed(1)} s`,
      met: all.length > 0 && right.length === all.length && longest <= timeoutMs + slackMs,
    }
  })
}

function judgeIdle(report: HostileClientsReport, idle: number): Measurement {
  return {
    what: 'Idle connections that stayed open',
    target: String(idle),
    measured: String(report.idle),
    met: report.idle === idle,
  }
}
