import { beforeAll, describe, expect, it } from 'vitest'
import { hostileClients, type HostileClientsReport } from './hostile-clients.ts'
import { judge } from './judge.ts'

const sizes = {
  idle: 100,
  slowHeaders: 10,
  slowBody: 10,
  largeHeaders: 2,
  tooLargeHeaders: 2,
  malformed: 2,
}
const timeoutMs = 500
let report: HostileClientsReport

beforeAll(async () => {
  report = await hostileClients({ sizes, rounds: 1, durationMs: 1000, perSecond: 100, timeoutMs })
})

/** What missed its target, speed aside: that of a moment tells nothing on a busy machine. */
function missed(of: HostileClientsReport): string[] {
  const measurements = judge(of, timeoutMs, sizes.idle).filter(({ what }) => !/^(Throughput|p99)/.test(what))
  return measurements.filter(({ met }) => !met).map(({ what }) => what)
}

describe('hostileClients()', () => {
  it('finds each hostile connection answered as it deserves, and every request of a normal client served', () => {
    expect(missed(report)).toEqual([])
  })

  it('finds a normal client served among them', () => {
    expect(report.hostile).toEqual([{ perSecond: expect.any(Number), p99: expect.any(Number), failed: 0 }])
  })
})

describe('judge()', () => {
  it('misses the target when slow clients are not cut off, or idle ones are', () => {
    const { endings } = report
    expect(missed({ ...report, endings: { ...endings, slowBody: [] } })).toHaveLength(1)
    const late = [{ status: 408, milliseconds: 10_000 }]
    expect(missed({ ...report, endings: { ...endings, slowHeaders: late } })).toHaveLength(1)
    expect(missed({ ...report, idle: 99 })).toHaveLength(1)
  })

  it('misses the target when a normal client gets less, waits longer or fails', () => {
    const calm = [{ perSecond: 1000, p99: 10, failed: 0 }]
    const met = (round: object) =>
      judge({ ...report, calm, hostile: [{ ...calm[0]!, ...round }] }, timeoutMs, sizes.idle)
        .slice(0, 3)
        .map((measurement) => measurement.met)
    expect(met({})).toEqual([true, true, true])
    expect(met({ perSecond: 700 })).toEqual([false, true, true])
    expect(met({ p99: 16 })).toEqual([true, false, true])
    expect(met({ failed: 1 })).toEqual([true, true, false])
  })
})
