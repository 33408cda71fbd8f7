import { describe, expect, it } from 'vitest'
import { busyHealth } from './busy-health.ts'

describe('/health of computation-service', () => {
  it('is answered before a single computation is over, while every worker has one', async () => {
    const { latency, outcomes, computed } = await busyHealth({ perSecond: 20, durationMs: 3000 })
    expect(outcomes).toEqual({ 200: 60 })
    expect(computed).toBeGreaterThan(0)
    // A computation takes 140 ms at least.
    expect(latency.p50).toBeLessThan(140)
  })
})
