import { describe, expect, it } from 'vitest'
import { serviceFiles } from '../generate/service-files.ts'
import { writeRelease, type Release } from '../release/release.ts'
import { tipSource } from '../render/file-source.ts'
import { readSettings } from '../settings/settings.ts'
import { kustomizationOf } from '../testing/release-commit.ts'
import { digest, image } from '../testing/world.ts'
import { checkConfigRepo } from './check-config-repo.ts'
import { readCheckFacts } from './read-check-facts.ts'
import type { ReviewState } from './review-state.ts'

const settings = 'registry: ghcr.io/acme\nenvironments:\n  - name: staging\n  - name: production\n'
const now = new Date('2026-11-21T12:00:00Z')
const folder = 'overlays/staging/orders'
const overlay = `${folder}/kustomization.yaml`

const release: Release = {
  ...image('orders', 'a'),
  source: { repository: 'https://example.test/shop.git', commit: 'c'.repeat(40) },
}

/** A config repo in which `orders` was released to staging, with some files changed; `null` takes one out. */
async function check(
  changes: Record<string, string | null> = {},
  reviews: readonly ReviewState[] = [],
): Promise<string[]> {
  const files: Record<string, string | null> = {
    'slipway.yaml': settings,
    ...serviceFiles({ ...readSettings(settings), name: 'orders', port: 3000 }),
    [overlay]: kustomizationOf('staging', 'orders', 'a'),
    [`${folder}/release.yaml`]: writeRelease(release),
    ...changes,
  }
  const texts = new Map(Object.entries(files).filter((entry): entry is [string, string] => entry[1] !== null))
  const source = tipSource({
    list: async (folders) =>
      [...texts.keys()].filter((path) =>
        folders.some((one) => one === '' || path === one || path.startsWith(`${one}/`)),
      ),
    read: async (paths) =>
      new Map(paths.flatMap((path) => (texts.has(path) ? [[path, texts.get(path) ?? '']] : []))),
  })
  const findings = checkConfigRepo(await readCheckFacts(source, { now, reviews }))
  return findings.map(
    ({ severity, code, file, line, column }) => `${severity} ${code} ${file}:${line}:${column}`,
  )
}

describe('checkConfigRepo()', () => {
  it('finds nothing in what the generators and publish write', async () => {
    expect(await check()).toEqual([])
  })

  it('warns when what was released is not what is deployed, as another entry or another name has the last word', async () => {
    const text = kustomizationOf('staging', 'orders', 'a')
    const twice = `${text.trimEnd()}\n  - name: ghcr.io/acme/orders\n    newTag: other\n`
    expect(await check({ [overlay]: twice })).toEqual([
      expect.stringContaining(`warning not-deployed ${overlay}:`) as string,
    ])
    const deployment = 'base/orders/deployment.yaml'
    const base = serviceFiles({ ...readSettings(settings), name: 'orders', port: 3000 })[deployment] ?? ''
    expect(await check({ [deployment]: base.replace('image: orders', 'image: others') })).toEqual([
      expect.stringContaining('warning not-deployed') as string,
    ])
  })

  it('places everything that is wrong in the files that Slipway reads, all of it at once', async () => {
    const found = await check({
      'slipway.yaml': `${settings}    gates: { minimumTime: soon }\n`,
      [`${folder}/release.yaml`]: writeRelease(release).replace(digest('a'), 'sha256:abc'),
      'overlays/production/orders/kustomization.yaml': 'resources: [../../../base/orders]\nimages: yes\n',
    })
    expect(found).toEqual([
      'problem not-rendered overlays/production/orders/kustomization.yaml:2:9',
      'problem invalid-value overlays/staging/orders/release.yaml:4:9',
      'problem invalid-value slipway.yaml:5:27',
    ])
    expect(await check({ [overlay]: 'images: [' })).toContain(
      'problem invalid-yaml overlays/staging/orders/kustomization.yaml:1:10',
    )
    expect(await check({ 'slipway.yaml': null })).toEqual(['problem no-settings slipway.yaml:1:1'])
  })

  it('finds overlays that cannot be rendered, where the reason lies', async () => {
    expect(
      await check({
        [`${folder}/patch.yaml`]: 'x',
        [overlay]: `${kustomizationOf('staging', 'orders', 'a')}patches:\n  - path: nowhere.yaml\n`,
      }),
    ).toEqual([
      expect.stringMatching(
        /^problem not-rendered overlays\/staging\/orders\/kustomization.yaml:\d+:\d+$/,
      ) as string,
    ])
    const broken = await check({ 'base/orders/kustomization.yaml': 'resources: [gone.yaml]\n' })
    expect(broken).toHaveLength(2)
    expect(broken[0]).toMatch(/not-rendered base\/orders\/kustomization.yaml/)
  })

  it('finds a release without an overlay, and one of another service', async () => {
    const text = writeRelease({ ...release, service: 'carts' })
    expect(await check({ 'overlays/staging/carts/release.yaml': text })).toEqual([
      'problem stray-release overlays/staging/carts/release.yaml:1:1',
    ])
    expect(await check({ [`${folder}/release.yaml`]: text })).toEqual([
      'problem misplaced-release overlays/staging/orders/release.yaml:1:1',
    ])
  })

  it('finds a released overlay without the images entry of its service', async () => {
    const text = kustomizationOf('staging', 'orders', 'a').replace('- name: orders\n', '- name: other\n')
    expect(await check({ [overlay]: text })).toEqual([
      'problem no-images-entry overlays/staging/orders/kustomization.yaml:1:1',
      expect.stringContaining('warning edited-by-hand') as string,
    ])
  })

  it('warns of a service that was edited by hand, at the digest', async () => {
    const text = kustomizationOf('staging', 'orders', 'b')
    const line = text.slice(0, text.indexOf(digest('b'))).split('\n').length
    expect(await check({ [overlay]: text })).toEqual([
      `warning edited-by-hand overlays/staging/orders/kustomization.yaml:${line}:13`,
    ])
  })

  it('warns of a hold that has ended while a build waits for it', async () => {
    const { service: _, ...build } = { ...release, digest: digest('b') }
    const held = (until: string, pending: typeof build | undefined) =>
      check({
        [`${folder}/release.yaml`]: writeRelease({
          ...release,
          hold: { reason: 'x', since: until, until },
          pending,
        }),
      })
    expect(await held('2026-11-21T11:59:59Z', build)).toEqual([
      'warning ended-hold overlays/staging/orders/release.yaml:1:1',
    ])
    expect(await held('2026-11-21T12:00:01Z', build)).toEqual([])
    expect(await held('2026-11-21T11:59:59Z', undefined)).toEqual([])
  })

  it('warns of an environment that the settings do not have', async () => {
    const text = kustomizationOf('staging', 'orders', 'a')
    expect(await check({ 'overlays/qa/orders/kustomization.yaml': text })).toContain(
      'warning unknown-environment overlays/qa/orders/kustomization.yaml:1:1',
    )
  })

  it('fails for a stale review of what is checked, and warns of those on other branches', async () => {
    const review = {
      commit: 'a'.repeat(40),
      base: 'b'.repeat(40),
      environment: 'staging',
      changed: ['orders'],
    }
    expect(await check({}, [{ ...review, branch: null }])).toEqual([
      'problem stale-review overlays/staging/orders/kustomization.yaml:1:1',
    ])
    expect(
      await check({}, [
        { ...review, branch: 'promote/x' },
        { ...review, branch: null, changed: [] },
      ]),
    ).toEqual(['warning stale-review overlays/staging/orders/kustomization.yaml:1:1'])
  })
})
