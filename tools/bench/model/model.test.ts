import { temporaryDirectory } from '@slipway/testing'
import { beforeAll, describe, expect, it } from 'vitest'
import { checkRandomRuns } from './random-steps.ts'
import { createTemplate, RealRepository, type Template } from './real-repository.ts'
import { emptyState } from './state.ts'
import { stories } from './stories.ts'
import { takeStep } from './take-step.ts'
import { Tally } from './tally.ts'

describe('every verb that changes a config repo', () => {
  let template: Template

  beforeAll(async () => {
    template = await createTemplate(await temporaryDirectory())
  })

  it.each(Object.keys(stories))('does what the model does: %s', async (name) => {
    const real = await RealRepository.create(template, { cached: true })
    let state = emptyState()
    const tally = new Tally()
    for (const step of stories[name] ?? []) state = await takeStep(state, real, step, tally)
    expect(state.past.length).toBeGreaterThan(2)
    expect(tally.lost).toBe(tally.raced)
  })

  it('does what the model does, after whatever was done before, when it is killed, and when others are faster', async () => {
    const tally = new Tally()
    await checkRandomRuns({ template, tally, seed: 1, runs: 20, steps: 10, withinMs: 5_000 })
    expect(tally.steps).toBeGreaterThan(0)
  })
})
