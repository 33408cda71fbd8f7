import { describe, expect, it } from 'vitest'
import { serviceFiles } from '../generate/service-files.ts'
import { writeRelease } from '../release/release.ts'
import { readSettings } from '../settings/settings.ts'
import { readOverlay, type Overlay } from '../snapshot/overlay.ts'
import type { ImageToPublish, PublishFacts, SourceOrder } from './facts.ts'
import { planPublish } from './plan-publish.ts'

const settings = readSettings('registry: ghcr.io/acme\nenvironments:\n  - name: staging\n')
const source = { repository: 'https://example.test/shop.git', commit: 'c'.repeat(40) }

function digest(letter: string): string {
  return `sha256:${letter.repeat(64)}`
}

function imageOf(service: string, letter: string): ImageToPublish {
  return { service, image: `ghcr.io/acme/${service}`, digest: digest(letter), inputs: digest('0') }
}

/** An overlay whose kustomization has one digest and whose release has another; `undefined` for none. */
function overlayOf(service: string, runs: string | undefined, released: string | undefined = runs): Overlay {
  const folder = `overlays/staging/${service}`
  const fresh = serviceFiles({ ...settings, name: service, port: 1 })[`${folder}/kustomization.yaml`] ?? ''
  const texts = new Map([
    [
      `${folder}/kustomization.yaml`,
      runs ? fresh.replace('newTag: unreleased', `digest: ${digest(runs)}`) : fresh,
    ],
  ])
  if (released) texts.set(`${folder}/release.yaml`, writeRelease({ ...imageOf(service, released), source }))
  const overlay = readOverlay('staging', service, texts)
  if (!overlay) throw new Error(`Cannot make the overlay of "${service}"`)
  return overlay
}

function factsOf(overlays: Overlay[], images: ImageToPublish[], order: SourceOrder = 'newer'): PublishFacts {
  const considered = order === 'first' ? null : { commit: 'b'.repeat(40), digests: new Map(), kept: [] }
  const state = { environment: 'staging', isPromotedTo: false, considered, order }
  return {
    workspace: 'shop',
    source,
    environments: [{ ...state, images, overlays, newer: [], takenBack: [] }],
    tip: 'd'.repeat(40),
    now: new Date('2026-11-21T09:30:00Z'),
  }
}

function ordered(order: SourceOrder): PublishFacts {
  return factsOf([overlayOf('web', 'e')], [imageOf('web', 'a')], order)
}

describe('planPublish()', () => {
  it('gives the same plan for the same facts in any order', () => {
    const overlays = [overlayOf('a', 'e'), overlayOf('b', 'e')]
    const images = [imageOf('a', 'f'), imageOf('b', 'f')]
    expect(planPublish(factsOf(overlays.toReversed(), images.toReversed()))).toEqual(
      planPublish(factsOf(overlays, images)),
    )
  })

  it.each([
    ['another digest', overlayOf('web', 'e', 'f')],
    [
      'a tag',
      { ...overlayOf('web', 'f'), image: { name: 'web', newName: 'ghcr.io/acme/web', newTag: 'v1' } },
    ],
    [
      'a tag beside the digest',
      {
        ...overlayOf('web', 'f'),
        image: { name: 'web', newName: 'ghcr.io/acme/web', newTag: 'v1', digest: digest('f') },
      },
    ],
    [
      'another registry',
      { ...overlayOf('web', 'f'), image: { name: 'web', newName: 'mirror/web', digest: digest('f') } },
    ],
  ])('holds a service whose overlay has %s than its release', (_, overlay) => {
    const plan = planPublish(factsOf([overlay], [imageOf('web', 'a')]))
    expect(plan).toMatchObject({
      outcome: 'record',
      held: [{ service: 'web', state: 'edited by hand', released: digest('f'), wanted: digest('a') }],
    })
    expect(Object.keys(plan.files)).toEqual(['overlays/staging/web/release.yaml'])
  })

  it('publishes what was never released, also over a digest that a person put there', () => {
    const adopted = { ...overlayOf('web', 'e'), release: undefined }
    for (const overlay of [overlayOf('web', undefined), adopted]) {
      const plan = planPublish(factsOf([overlay], [imageOf('web', 'a')], 'first'))
      expect(plan.files['overlays/staging/web/kustomization.yaml']).toContain(`digest: ${digest('a')}`)
      expect(plan.held).toEqual([])
    }
  })

  it('publishes the same digest under a new name, as a registry that moved is a change', () => {
    const plan = planPublish(
      factsOf([overlayOf('web', 'e')], [{ ...imageOf('web', 'e'), image: 'new.example/web' }]),
    )
    expect(plan.files['overlays/staging/web/kustomization.yaml']).toContain('newName: new.example/web\n')
  })

  it('does not touch a release whose digest is the same, though it comes of a newer commit', () => {
    const plan = planPublish(factsOf([overlayOf('web', 'e')], [imageOf('web', 'e')]))
    expect(plan).toMatchObject({
      outcome: 'nothing to publish',
      unchanged: [{ service: 'web' }],
      files: {},
      message: null,
      environments: [{ considered: { from: 'b'.repeat(40), to: source.commit } }],
    })
  })

  it('drops an older commit, publishes a diverged one, and refuses an unrelated one', () => {
    expect(planPublish(ordered('older'))).toMatchObject({
      outcome: 'superseded',
      environments: [{ considered: { to: 'b'.repeat(40) } }],
    })
    expect(planPublish(ordered('older'), { allowOlder: true })).toMatchObject({ outcome: 'publish' })
    expect(planPublish(ordered('diverged'))).toMatchObject({
      outcome: 'publish',
      environments: [{ order: 'diverged' }],
    })
    expect(() => planPublish(ordered('unrelated'))).toThrow(
      expect.objectContaining({ code: 'unrelated-history' }),
    )
    expect(() => planPublish(ordered('unrelated'), { allowOlder: true })).toThrow(
      expect.objectContaining({ code: 'unrelated-history' }),
    )
    expect(planPublish(ordered('unrelated'), { forceUnrelated: true }).outcome).toBe('publish')
  })

  it('drops an older commit also when its services are gone', () => {
    expect(planPublish(factsOf([], [imageOf('web', 'a')], 'older')).outcome).toBe('superseded')
  })

  it('names every service that has no overlay', () => {
    const images = ['b', 'a'].map((service) => imageOf(service, 'a'))
    expect(() => planPublish(factsOf([], images))).toThrow(
      expect.objectContaining({
        code: 'no-overlay',
        problems: ['a', 'b'].map((service) =>
          expect.objectContaining({ file: `overlays/staging/${service}/kustomization.yaml` }),
        ),
      }),
    )
  })
})
