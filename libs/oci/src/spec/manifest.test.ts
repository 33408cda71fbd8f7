import { describe, expect, it } from 'vitest'
import { digestOf } from '../digest/digest.ts'
import { withCode } from '../testing/sample-image.ts'
import { listsManifests, parseManifest } from './manifest.ts'
import { ociMediaTypes } from './media-types.ts'

const blob = { mediaType: ociMediaTypes.config, digest: digestOf('x'), size: 1 }
const image = { schemaVersion: 2, mediaType: ociMediaTypes.manifest, config: blob, layers: [blob] }
const index = { schemaVersion: 2, mediaType: ociMediaTypes.index, manifests: [blob] }

function parse(value: unknown) {
  return parseManifest(Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)))
}

describe('parseManifest()', () => {
  it('tells an image from a list of images, by its content where it has no media type', () => {
    expect(listsManifests(parse(image))).toBe(false)
    expect(listsManifests(parse(index))).toBe(true)
    expect(listsManifests(parse({ ...index, mediaType: undefined }))).toBe(true)
  })

  it("reads Docker's media types", () => {
    const mediaType = 'application/vnd.docker.distribution.manifest.list.v2+json'
    expect(listsManifests(parse({ ...index, mediaType }))).toBe(true)
  })

  it.each([
    ['no JSON', '{'],
    ['no object', '[]'],
    ['schema version 1', { ...image, schemaVersion: 1 }],
    ['something else', { ...image, mediaType: 'text/plain' }],
    ['no layers', { ...image, layers: undefined }],
    ['a digest that is none', { ...image, config: { ...blob, digest: 'sha256:../x' } }],
    ['a negative size', { ...image, config: { ...blob, size: -1 } }],
    ['a size that is no number', { ...image, config: { ...blob, size: '1' } }],
    ['a platform that is none', { ...index, manifests: [{ ...blob, platform: null }] }],
  ])('refuses %s', (_what, value) => {
    expect(() => parse(value)).toThrow(withCode('invalid-manifest') as Error)
  })
})
