import { openStore } from '@slipway/oci'
import { git } from '@slipway/testing'
import { describe, expect, it } from 'vitest'
import { openShop } from '../testing/shop.ts'
import { commitOfResult } from './commit-of-result.ts'
import { commitTag, describePush, pushImage } from './push-image.ts'
import { openImageStore } from './store.ts'

describe('commitOfResult()', () => {
  it('is HEAD as long as the service is there what was built, whatever else differs', async () => {
    const { directory, build, commit } = await openShop()
    const head = await git(directory, 'rev-parse', 'HEAD')
    const result = await build('apps/web')
    expect(await commitOfResult(directory, result)).toBe(head)
    const next = await commit({ 'apps/api/src/main.ts': 'export const other = 1\n' })
    expect(await commitOfResult(directory, result)).toBe(next)
  })

  it('is none for what is not committed, for an older build, and for a service that is gone', async () => {
    const { directory, build, commit } = await openShop()
    const old = await build('apps/web')
    await commit({ 'apps/web/src/main.ts': 'export const changed = 1\n' })
    expect(await commitOfResult(directory, old)).toBeUndefined()
    const result = await build('apps/web')
    expect(await commitOfResult(directory, { ...result, inputs: old.inputs })).toBeUndefined()
    expect(await commitOfResult(directory, { ...result, project: 'apps/gone' })).toBeUndefined()
    await commit({ 'apps/web/package.json': '{ "name": "web", "slipway": { "port": "none" } }' })
    expect(await commitOfResult(directory, result)).toBeUndefined()
  })
})

describe('pushImage() with a commit', () => {
  it('gives it a tag, and never moves that to another image', async () => {
    const { directory, environment, build, commit } = await openShop()
    const [one, first] = [await build('apps/web'), await git(directory, 'rev-parse', 'HEAD')]
    const place = {
      ...openImageStore(one.image, { ...environment, workspace: directory }),
      workspace: directory,
    }
    const tag = commitTag(first)
    const pushed = await pushImage(one, { ...place, commit: first })
    expect(pushed.commit).toEqual({ tag, state: 'added', digest: one.digest })
    expect(describePush(one, pushed)).toContain(`:${tag} `)
    expect(await pushImage(one, { ...place, commit: first })).toMatchObject({ commit: { state: 'there' } })
    await commit({ 'apps/web/src/main.ts': 'export const changed = 1\n' })
    const two = await build('apps/web')
    const other = await pushImage(two, { ...place, commit: first })
    expect(other.commit).toEqual({ tag, state: 'other', digest: one.digest })
    expect(await openStore(environment.store ?? '').resolve('shop/web', tag)).toBe(one.digest)
  })

  it('tags what is there already when that has the same inputs and other bytes', async () => {
    const { directory, environment, build } = await openShop()
    const [web, api] = [await build('apps/web'), await build('apps/api')]
    const place = {
      ...openImageStore(web.image, { ...environment, workspace: directory }),
      workspace: directory,
    }
    await pushImage(web, place)
    const twin = { ...api, inputs: web.inputs }
    const { kind, commit } = await pushImage(twin, { ...place, commit: 'f'.repeat(40) })
    expect([kind, commit?.digest]).toEqual(['found', web.digest])
    expect(await place.store.resolve(place.repository, commitTag('f'.repeat(40)))).toBe(web.digest)
  })
})
