import { describeWith, startRegistry, temporaryDirectory } from '@slipway/testing'
import { existsSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { digestOf } from '../digest/digest.ts'
import type { ImageInLayout } from '../layout/image-in-layout.ts'
import { openStore } from '../open-store.ts'
import { readArtifact } from '../store/read-artifact.ts'
import type { ImageStore } from '../store/image-store.ts'
import { startReferrersRegistry } from '../testing/referrers-registry.ts'
import { sampleImage, withCode } from '../testing/sample-image.ts'
import type { Artifact } from './artifact.ts'

const billOfMaterials: Artifact = {
  artifactType: 'application/vnd.cyclonedx+json',
  content: '{"bomFormat":"CycloneDX"}',
}

const twice = ['a', 'b', billOfMaterials.content]
const many = Array.from({ length: 8 }, (_, number) => String(number))

function note(text: string): Artifact {
  return { artifactType: 'text/plain', content: text, annotations: { 'test.note': text } }
}

async function pushSample(store: ImageStore): Promise<ImageInLayout> {
  const image = await sampleImage(await temporaryDirectory(), { hello: '1' })
  await store.push(image, 'team/one', ['v1'])
  return image
}

async function textsOf(store: ImageStore, { digest }: ImageInLayout): Promise<string[]> {
  const listed = await store.referrers('team/one', digest)
  const texts = listed.map(async (one) => (await readArtifact(store, 'team/one', one.digest)).toString())
  return (await Promise.all(texts)).toSorted()
}

/** Attaches some documents, some of them twice, and gives all that are there then. */
async function attachTwice(store: ImageStore): Promise<string[]> {
  const image = await pushSample(store)
  expect(await store.referrers('team/one', image.digest)).toEqual([])
  const first = await store.attach(image, 'team/one', [billOfMaterials, note('a')])
  expect([first.attached.length, first.there.length]).toEqual([2, 0])
  const listed = await store.referrers('team/one', image.digest)
  expect(listed).toHaveLength(2)
  expect(listed).toEqual(
    expect.arrayContaining([
      expect.objectContaining({ artifactType: billOfMaterials.artifactType }),
      expect.objectContaining({ artifactType: 'text/plain', annotations: { 'test.note': 'a' } }),
    ]),
  )
  const second = await store.attach(image, 'team/one', [note('b'), billOfMaterials, note('a')])
  expect([second.attached.length, second.there.length]).toEqual([1, 2])
  expect(await store.resolve('team/one', 'v1')).toBe(image.digest)
  return await textsOf(store, image)
}

async function attachTogether(location: string): Promise<string[]> {
  const image = await pushSample(openStore(location))
  // Each from a client of its own, as from pipelines that run at the same time.
  await Promise.all(many.map((text) => openStore(location).attach(image, 'team/one', [note(text)])))
  return await textsOf(openStore(location), image)
}

describe('attach() to a layout', () => {
  it('stores what is not there, and lists it', async () => {
    expect(await attachTwice(openStore(`oci:${await temporaryDirectory()}`))).toEqual(twice)
  })

  it('loses nothing when several attach at the same time', async () => {
    expect(await attachTogether(`oci:${await temporaryDirectory()}`)).toEqual(many)
  })

  it('has nothing before the first push, and makes no folder to say so', async () => {
    const folder = path.join(await temporaryDirectory(), 'images')
    expect(await openStore(`oci:${folder}`).referrers('team/one', digestOf('x'))).toEqual([])
    expect(existsSync(folder)).toBe(false)
  })
})

describeWith(['registry'], 'attach() to a registry without the endpoint for referrers', () => {
  it('stores what is not there, and lists it under the tag of the image', async () => {
    const store = openStore((await startRegistry()).host)
    expect(await attachTwice(store)).toEqual(twice)
    const { digest } = await sampleImage(await temporaryDirectory(), { hello: '1' })
    expect(await store.has('team/one', digest.replace(':', '-'))).toBe(true)
  })

  it('loses nothing when several attach at the same time', async () => {
    expect(await attachTogether((await startRegistry()).host)).toEqual(many)
  })

  it('lists again what a lost list has forgotten, without storing it again', async () => {
    const store = openStore((await startRegistry()).host)
    const image = await pushSample(store)
    const tag = image.digest.replace(':', '-')
    await store.attach(image, 'team/one', [note('a')])
    // Another client writes a list of its own.
    const other = openStore(store.location)
    await other.attach(image, 'team/one', [note('b')])
    await overwriteTag(store.location, tag)
    expect(await store.referrers('team/one', image.digest)).toEqual([])
    await store.attach(image, 'team/one', [note('a'), note('b')])
    expect(await textsOf(store, image)).toEqual(['a', 'b'])
  })

  it('refuses a tag of that name that holds no list', async () => {
    const store = openStore((await startRegistry()).host)
    const image = await pushSample(store)
    await store.push(image, 'team/one', [image.digest.replace(':', '-')])
    await expect(store.referrers('team/one', image.digest)).rejects.toEqual(withCode('invalid-manifest'))
  })
})

describe('attach() to a registry with the endpoint for referrers', () => {
  it('stores what is not there, and leaves the list to the registry', async () => {
    const { host, tags } = await startReferrersRegistry()
    expect(await attachTwice(openStore(host))).toEqual(twice)
    expect([...tags]).toEqual(['v1'])
  })

  it('reads a list of several pages', async () => {
    const { host } = await startReferrersRegistry(2)
    const image = await pushSample(openStore(host))
    await openStore(host).attach(image, 'team/one', ['a', 'b', 'c', 'd', 'e'].map(note))
    expect(await textsOf(openStore(host), image)).toEqual(['a', 'b', 'c', 'd', 'e'])
  })
})

async function overwriteTag(host: string, tag: string): Promise<void> {
  const mediaType = 'application/vnd.oci.image.index.v1+json'
  const body = JSON.stringify({ schemaVersion: 2, mediaType, manifests: [] })
  const headers = { 'content-type': mediaType }
  const response = await fetch(`http://${host}/v2/team/one/manifests/${tag}`, {
    method: 'PUT',
    headers,
    body,
  })
  expect(response.status).toBe(201)
}
