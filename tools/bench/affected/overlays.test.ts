import { describeWith, programPath, temporaryDirectory } from '@slipway/testing'
import path from 'node:path'
import { expect, it } from 'vitest'
import { affectedConfig } from '@slipway/config-repo'
import { makeRepository } from './make-repository.ts'
import { mutationsOf } from './mutations.ts'
import { Random } from './random.ts'
import { differing, renderWithKustomize } from './render-with-kustomize.ts'
import { textsSource } from './texts-source.ts'

/** `npm run bench:affected` tries all of them, of many seeds. */
const mutationsTried = 12

describeWith(['kustomize'], 'affectedConfig()', () => {
  it.each([1, 2])(
    'names the overlays whose bytes the kustomize command changes, no more and no less (seed %i)',
    async (seed) => {
      const random = new Random(seed)
      const texts = makeRepository(random, ['orders', 'carts'])
      const folder = await temporaryDirectory()
      const render = (changed: typeof texts) =>
        renderWithKustomize(programPath('kustomize'), path.join(folder, 'repository'), changed)
      const before = await render(texts)
      expect([...before.values()]).not.toContain(undefined)
      const every = Object.keys(texts)
        .filter((name) => name !== 'slipway.yaml')
        .flatMap((name) => mutationsOf(texts, name, random))
      const tried = every.filter(() => random.chance(mutationsTried / every.length))
      for (const mutation of tried) {
        const { overlays } = await affectedConfig(textsSource(texts), textsSource(mutation.texts))
        const named = overlays.map(({ environment, service }) => `${environment}/${service}`)
        expect({ [mutation.what]: named }).toEqual({
          [mutation.what]: differing(before, await render(mutation.texts)),
        })
        for (const { reasons } of overlays) expect(reasons, mutation.what).not.toEqual([])
      }
    },
    240_000,
  )
})
