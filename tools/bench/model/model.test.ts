import { temporaryDirectory } from '@slipway/testing'
import { describe, expect, it } from 'vitest'
import { checkRandomRuns } from './random-steps.ts'
import { createTemplate, RealRepository } from './real-repository.ts'
import { emptyState } from './state.ts'
import { stories } from './stories.ts'
import { takeStep } from './take-step.ts'

describe('every verb that changes a config repo', () => {
  it.each(Object.keys(stories))('does what the model does: %s', async (name) => {
    const template = await createTemplate(await temporaryDirectory())
    const real = await RealRepository.create(template, { cached: true })
    let state = emptyState()
    for (const step of stories[name] ?? []) state = await takeStep(state, real, step)
    expect(state.past.length).toBeGreaterThan(2)
  })

  it('does what the model does, after whatever was done before, when it is killed, and when others are faster', async () => {
    const template = await createTemplate(await temporaryDirectory())
    const { steps } = await checkRandomRuns({ template, seed: 1, runs: 20, steps: 10, withinMs: 8_000 })
    expect(steps).toBeGreaterThan(0)
  })
})
