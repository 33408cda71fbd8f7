import { temporaryDirectory } from '@slipway/testing'
import { readdir } from 'node:fs/promises'
import path from 'node:path'
import type { RequestListener } from 'node:http'
import { describe, expect, it } from 'vitest'
import { digestOf } from '../digest/digest.ts'
import { canonicalJson } from '../spec/canonical-json.ts'
import { manifestSizeLimit } from '../spec/manifest.ts'
import { ociMediaTypes } from '../spec/media-types.ts'
import { openStore } from '../open-store.ts'
import { hasty } from '../testing/hasty.ts'
import { listen } from '../testing/listen.ts'
import { withCode } from '../testing/sample-image.ts'

const config = Buffer.from('{"os":"linux","architecture":"amd64","rootfs":{"type":"layers","diff_ids":[]}}')
const descriptor = { mediaType: ociMediaTypes.config, digest: digestOf(config), size: config.length }
const manifest = Buffer.from(
  canonicalJson({ schemaVersion: 2, mediaType: ociMediaTypes.manifest, config: descriptor, layers: [] }),
)

function serves(answers: { manifest: Buffer; blob: Buffer }): RequestListener {
  return ({ url }, response) =>
    void response.end(url?.includes('/manifests/') ? answers.manifest : answers.blob)
}

describe('pull() from a registry that cannot be trusted', () => {
  it('takes what has the right digest', async () => {
    const { host } = await listen(serves({ manifest, blob: config }))
    const directory = await temporaryDirectory()
    const pulled = await openStore(host).pull('team/one', digestOf(manifest), directory)
    expect(pulled).toEqual({ layout: directory, digest: digestOf(manifest) })
  })

  it.each([
    [
      'another manifest',
      { manifest: Buffer.from(`${manifest.toString()} `), blob: config },
      'digest-mismatch',
    ],
    ['an endless manifest', { manifest: Buffer.alloc(manifestSizeLimit + 1), blob: config }, 'size-mismatch'],
    ['another blob', { manifest, blob: Buffer.from(config.toReversed()) }, 'digest-mismatch'],
    ['a truncated blob', { manifest, blob: config.subarray(1) }, 'digest-mismatch'],
    ['a larger blob', { manifest, blob: Buffer.concat([config, config]) }, 'size-mismatch'],
  ])('refuses %s and keeps nothing of it', async (_what, answers, code) => {
    const { host } = await listen(serves(answers))
    const directory = await temporaryDirectory()
    await expect(openStore(host).pull('team/one', digestOf(manifest), directory)).rejects.toEqual(
      withCode(code),
    )
    const kept = await readdir(path.join(directory, 'blobs'), { recursive: true, withFileTypes: true })
    const names = kept.filter((entry) => entry.isFile()).map(({ name }) => `sha256:${name}`)
    expect(names.filter((name) => name !== digestOf(manifest))).toEqual([])
  })

  it('refuses a digest in a manifest that would be a path', async () => {
    const evil = Buffer.from(manifest.toString().replace(descriptor.digest, 'sha256:../../../../tmp/x'))
    const { host } = await listen(serves({ manifest: evil, blob: config }))
    const pulling = openStore(host).pull('team/one', digestOf(evil), await temporaryDirectory())
    await expect(pulling).rejects.toEqual(withCode('invalid-manifest'))
  })

  it('says so when the connection breaks, and keeps nothing', async () => {
    const { host } = await listen(({ url }, response) => {
      if (url?.includes('/manifests/')) return void response.end(manifest)
      response.writeHead(200, { 'content-length': config.length })
      response.write(config.subarray(0, 3), () => response.destroy())
    })
    const directory = await temporaryDirectory()
    const pulling = openStore(host, { patience: hasty }).pull('team/one', digestOf(manifest), directory)
    await expect(pulling).rejects.toEqual(withCode('unreachable'))
    expect(await readdir(path.join(directory, 'blobs'))).toEqual(['sha256'])
  })
})
