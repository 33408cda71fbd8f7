import { describe, expect, it } from 'vitest'
import { rollingRestarts } from './rolling-restarts.ts'

const options = { perSecond: 60, pollMs: 100 }

describe('rollingRestarts()', () => {
  it('loses no request of either service', async () => {
    const { metadata, computation, exitCodes } = await rollingRestarts({
      ...options,
      restarts: 2,
      drainDelayMs: 1000,
    })
    expect(Object.keys({ ...metadata.outcomes, ...computation.outcomes })).toEqual(['200'])
    expect(metadata.requests + computation.requests).toBeGreaterThan(200)
    expect(exitCodes).toEqual([0, 0, 0, 0])
  })

  it('sees requests that are lost, as they are without a drain delay', async () => {
    const { metadata, computation } = await rollingRestarts({
      ...options,
      pollMs: 500,
      restarts: 1,
      drainDelayMs: 0,
    })
    expect(metadata.failed + computation.failed).toBeGreaterThan(0)
  })
})
