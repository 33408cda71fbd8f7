import { describe, expect, it } from 'vitest'
import { overload } from './overload.ts'

describe('computation-service under overload', () => {
  it('answers what it accepts, and refuses the rest sooner', async () => {
    const { report } = await overload({
      n: 36,
      // No machine computes a tenth of that on one thread.
      rate: () => 200,
      threads: 1,
      queueLimit: 4,
      calibrationMs: 100,
      durationMs: 2000,
    })
    const [accepted, refused] = [report.latencyOf(200), report.latencyOf(503)]
    expect(report.requests).toBe(400)
    expect(accepted.count + refused.count).toBe(400)
    expect(accepted.count).toBeGreaterThan(0)
    expect(refused.count).toBeGreaterThan(200)
    expect(refused.p50).toBeLessThan(accepted.p50)
  })
})
