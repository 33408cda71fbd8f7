import { describe, expect, it } from 'vitest'
import { availableCpus } from '../cpu/available-cpus.ts'
import { workerPoolSettings } from './settings.ts'

describe('workerPoolSettings', () => {
  it('have a thread for each processor that may be used, a queue and a deadline', () => {
    const defaults = { POOL_THREADS: availableCpus(), POOL_QUEUE_LIMIT: 16, POOL_DEADLINE_MS: 10_000 }
    expect(workerPoolSettings.parse({})).toEqual(defaults)
  })

  it.each([
    ['POOL_THREADS', '0'],
    ['POOL_THREADS', '1.5'],
    ['POOL_THREADS', '1025'],
    ['POOL_QUEUE_LIMIT', '-1'],
    ['POOL_QUEUE_LIMIT', 'many'],
    ['POOL_DEADLINE_MS', '0'],
    ['POOL_DEADLINE_MS', '10s'],
  ])('refuse %s=%s', (variable, value) => {
    expect(workerPoolSettings.safeParse({ [variable]: value })).toMatchObject({
      success: false,
      error: { issues: [{ path: [variable] }] },
    })
  })
})
