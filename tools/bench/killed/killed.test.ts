import { temporaryDirectory } from '@slipway/testing'
import { describe, expect, it } from 'vitest'
import { seededRandom } from '../downstream-faults/random.ts'
import { createTemplate } from '../model/real-repository.ts'
import { killAtSome } from './kill-at-some.ts'
import { createSituation } from './situations.ts'

describe('publish()', () => {
  it('is as before or as after when it is killed at any call of Git, and makes one commit when it is done again', async () => {
    const template = await createTemplate(await temporaryDirectory())
    const situation = await createSituation(template, 'a publish', { cached: true })
    const random = seededRandom(1)
    const { points, wrong } = await killAtSome(
      situation,
      (index, all) => index >= all - 3 || random() < 2 / all,
    )
    expect(wrong).toEqual([])
    expect(points).toBeGreaterThan(2)
  })
})
