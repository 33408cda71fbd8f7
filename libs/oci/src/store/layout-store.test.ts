import { temporaryDirectory } from '@slipway/testing'
import { rm } from 'node:fs/promises'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { digestOf } from '../digest/digest.ts'
import { readParts } from '../layout/image-in-layout.ts'
import { Layout } from '../layout/layout.ts'
import { sampleImage, withCode } from '../testing/sample-image.ts'
import { openStore } from '../open-store.ts'

async function newStore() {
  return openStore(`oci:${path.join(await temporaryDirectory(), 'images')}`)
}

describe('openStore() of a layout', () => {
  it('holds images of several repositories and gives them back equal', async () => {
    const store = await newStore()
    const one = await sampleImage(await temporaryDirectory(), { hello: '1' })
    const two = await sampleImage(await temporaryDirectory(), { hello: '2' })
    await store.push(one, 'team/one', ['v1'])
    await store.push(two, 'localhost:5000/team/two', ['v1', 'v2'])
    expect(await store.resolve('team/one', 'v1')).toBe(one.digest)
    expect(await store.resolve('localhost:5000/team/two', 'v2')).toBe(two.digest)
    expect(await store.has('team/one', two.digest)).toBe(false)
    const pulled = await store.pull('team/one', one.digest, await temporaryDirectory())
    expect(pulled.digest).toBe(one.digest)
    const [before, after] = await Promise.all(
      [one, pulled].map((at) => readParts(new Layout(at.layout), at.digest)),
    )
    expect(after).toEqual(before)
    const there = await Promise.all(
      (after?.blobs ?? []).map((blob) => new Layout(pulled.layout).hasBlob(blob)),
    )
    expect(there).toEqual([true, true])
  })

  it('uploads nothing that is there, and says so', async () => {
    const store = await newStore()
    const image = await sampleImage(await temporaryDirectory(), { hello: '1' })
    const first = await store.push(image, 'team/one', ['v1'])
    expect([first.uploaded.length, first.skipped.length, first.tagged]).toEqual([3, 0, ['v1']])
    const second = await store.push(image, 'team/one', ['v1', 'v2'])
    expect([second.uploaded.length, second.skipped.length, second.tagged]).toEqual([0, 3, ['v2']])
  })

  it('keeps an image by its digest when its tag moves on', async () => {
    const store = await newStore()
    const old = await sampleImage(await temporaryDirectory(), { hello: '1' })
    const next = await sampleImage(await temporaryDirectory(), { hello: '2' })
    await store.push(old, 'team/one', ['latest'])
    await store.push(next, 'team/one', ['latest'])
    expect(await store.resolve('team/one', 'latest')).toBe(next.digest)
    expect(await store.has('team/one', old.digest)).toBe(true)
  })

  it('has nothing before the first push', async () => {
    expect(await (await newStore()).resolve('team/one', 'v1')).toBeUndefined()
  })

  it('refuses to pull what it has not', async () => {
    const store = await newStore()
    const pulling = store.pull('team/one', digestOf('x'), await temporaryDirectory())
    await expect(pulling).rejects.toEqual(withCode('no-image'))
  })

  it('pulls without the store when everything is there', async () => {
    const store = await newStore()
    const image = await sampleImage(await temporaryDirectory(), { hello: '1' })
    await store.push(image, 'team/one', [])
    const directory = await temporaryDirectory()
    await store.pull('team/one', image.digest, directory)
    await rm(store.location.slice('oci:'.length), { recursive: true })
    expect(await store.pull('team/one', image.digest, directory)).toEqual({
      layout: directory,
      digest: image.digest,
    })
  })

  it.each(['../x', 'Team/x', '/x', 'x/', 'a:b/../c'])('refuses the repository %j', async (repository) => {
    await expect((await newStore()).resolve(repository, 'v1')).rejects.toEqual(withCode('invalid-name'))
  })
})
