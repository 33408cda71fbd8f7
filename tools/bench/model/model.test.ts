import { temporaryDirectory } from '@slipway/testing'
import { describe, expect, it } from 'vitest'
import { checkRandomRuns } from './random-steps.ts'
import { createTemplate } from './real-repository.ts'

describe('every verb that changes a config repo', () => {
  it('does what the model does, after whatever was done before, when it is killed, and when others are faster', async () => {
    const template = await createTemplate(await temporaryDirectory())
    const { steps } = await checkRandomRuns({ template, seed: 1, runs: 20, steps: 10, withinMs: 10_000 })
    expect(steps).toBeGreaterThan(0)
  })
})
