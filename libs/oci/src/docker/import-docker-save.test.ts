import { temporaryDirectory } from '@slipway/testing'
import { existsSync } from 'node:fs'
import { readdir, rm } from 'node:fs/promises'
import path from 'node:path'
import { gzipSync } from 'node:zlib'
import { pack } from 'tar-stream'
import { describe, expect, it } from 'vitest'
import { digestOf } from '../digest/digest.ts'
import type { Bytes } from '../digest/tally.ts'
import { readImageManifest } from '../layout/image-in-layout.ts'
import { Layout } from '../layout/layout.ts'
import { withCode } from '../testing/sample-image.ts'
import { importDockerSave } from './import-docker-save.ts'
import { spoolArchive } from './spool-archive.ts'

const layer = Buffer.alloc(2048)

/** An archive as Docker 20.10 writes it; a value with an arrow is a symbolic link. */
function archiveOf(files: Record<string, string | Buffer>): Bytes {
  const tar = pack()
  for (const [name, content] of Object.entries(files)) {
    if (typeof content === 'string' && content.startsWith('-> ')) {
      tar.entry({ name, type: 'symlink', linkname: content.slice(3) })
    } else tar.entry({ name }, content)
  }
  tar.finalize()
  return tar as Bytes
}

function saved(diffIds: string[], layers: string[]): Record<string, string> {
  const config = { os: 'linux', architecture: 'amd64', rootfs: { type: 'layers', diff_ids: diffIds } }
  return {
    'config.json': JSON.stringify(config),
    'manifest.json': JSON.stringify([{ Config: 'config.json', RepoTags: null, Layers: layers }]),
  }
}

describe('importDockerSave()', () => {
  it('follows the link that stands for a layer that is there twice', async () => {
    const layers = ['a/layer.tar', 'b/layer.tar']
    const diffIds = [digestOf(layer), digestOf(layer)]
    const archive = archiveOf({
      'b/layer.tar': '-> ../a/layer.tar',
      'a/layer.tar': layer,
      ...saved(diffIds, layers),
    })
    const image = await importDockerSave(archive, await temporaryDirectory())
    const manifest = await readImageManifest(new Layout(image.layout), image.digest)
    expect(manifest.layers[0]).toEqual(manifest.layers[1])
  })

  it('keeps a layer that is compressed', async () => {
    const compressed = gzipSync(layer)
    const archive = archiveOf({ 'a.tar.gz': compressed, ...saved([digestOf(layer)], ['a.tar.gz']) })
    const image = await importDockerSave(archive, await temporaryDirectory())
    const { layers } = await readImageManifest(new Layout(image.layout), image.digest)
    expect(layers[0]?.digest).toBe(digestOf(compressed))
  })

  it('takes a layer of a known image as it lies there', async () => {
    const compressed = gzipSync(layer)
    const files = saved([digestOf(layer)], ['a.tar'])
    const known = await importDockerSave(
      archiveOf({ 'a.tar': compressed, ...files }),
      await temporaryDirectory(),
    )
    const archive = archiveOf({ 'a.tar': layer, ...files })
    const image = await importDockerSave(archive, await temporaryDirectory(), { known: [known] })
    expect(image.digest).toBe(known.digest)
    const lying = archiveOf({ 'a.tar': Buffer.alloc(1024), ...files })
    const importing = importDockerSave(lying, await temporaryDirectory(), { known: [known] })
    await expect(importing).rejects.toEqual(withCode('digest-mismatch'))
  })

  it('refuses a layer that is not the one in the config', async () => {
    const archive = archiveOf({ 'a.tar': Buffer.alloc(1024), ...saved([digestOf(layer)], ['a.tar']) })
    await expect(importDockerSave(archive, await temporaryDirectory())).rejects.toEqual(
      withCode('digest-mismatch'),
    )
  })

  it.each([
    ['no manifest', { a: 'x' }],
    ['a manifest that is no JSON', { 'manifest.json': '[' }],
    ['no image', { 'manifest.json': '[]' }],
    ['two images', { 'manifest.json': '[{}, {}]' }],
    ['a missing layer', saved([digestOf(layer)], ['a.tar'])],
    ['more layers than the config has', { 'a.tar': layer, ...saved([], ['a.tar']) }],
    [
      'a link to a file of this machine',
      { 'a.tar': '-> /etc/passwd', ...saved([digestOf(layer)], ['a.tar']) },
    ],
    [
      'a link out of the archive',
      { 'a.tar': '-> ../../../../etc/passwd', ...saved([digestOf(layer)], ['a.tar']) },
    ],
  ])('refuses an archive with %s', async (_what, files) => {
    const directory = await temporaryDirectory()
    await expect(importDockerSave(archiveOf(files), directory)).rejects.toEqual(withCode('invalid-archive'))
    expect((await readdir(directory)).toSorted()).toEqual([
      'blobs',
      'index.json',
      'index.json.lock',
      'oci-layout',
    ])
  })

  it('refuses an archive that ends too soon', async () => {
    const whole = Buffer.concat(await Array.fromAsync(archiveOf({ 'a.tar': layer, ...saved([], []) })))
    async function* half() {
      yield whole.subarray(0, 1000)
    }
    await expect(importDockerSave(half(), await temporaryDirectory())).rejects.toEqual(
      withCode('invalid-archive'),
    )
  })

  it('does not blame the archive for what goes wrong on the disk', async () => {
    const files = saved([], [])
    async function* vanishing(folder: string) {
      await rm(folder, { recursive: true })
      yield* archiveOf(files)
    }
    const folder = await temporaryDirectory()
    await expect(spoolArchive(vanishing(folder), folder)).rejects.toMatchObject({ code: 'ENOENT' })
  })

  it('writes nothing where a name in the archive leads', async () => {
    const directory = await temporaryDirectory()
    const escaped = path.join(directory, 'escaped')
    const archive = archiveOf({ '../../escaped': 'x', [escaped]: 'x', ...saved([], []) })
    await importDockerSave(archive, path.join(directory, 'a/b'))
    expect(existsSync(escaped)).toBe(false)
  })
})
