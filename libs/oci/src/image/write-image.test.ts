import { temporaryDirectory, writeFiles } from '@slipway/testing'
import { chmod, readdir, utimes } from 'node:fs/promises'
import path from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { listFolder } from '../layer/list-folder.ts'
import { readImageManifest, type ImageInLayout } from '../layout/image-in-layout.ts'
import { Layout } from '../layout/layout.ts'
import { parseImageConfig, type ImageConfigFile } from '../spec/image-config.ts'
import { sampleImage } from '../testing/sample-image.ts'
import type { StartOptions } from './start-options.ts'
import { writeImage, type ImageContents } from './write-image.ts'

const linux = { os: 'linux', architecture: 'amd64' }

const application = {
  'main.js': 'console.log(1)\n',
  'bin/run': '#!/bin/sh\n',
  'a/b.txt': 'b',
  'a-b.txt': 'c',
  'a/ü.txt': 'u',
  [`deep/${'long-name/'.repeat(15)}x`]: 'x',
}

async function folderOf(files: Record<string, string>): Promise<string> {
  const directory = await temporaryDirectory()
  await writeFiles(directory, files)
  await chmod(path.join(directory, 'bin/run'), 0o700)
  return directory
}

async function imageOf(directory: string, change: Partial<ImageContents> = {}): Promise<ImageInLayout> {
  const files = await listFolder(directory, '/app')
  const config: StartOptions = { entrypoint: ['/app/bin/run'], user: '65532', env: { B: '2', A: '1' } }
  return await writeImage({ base: linux, layers: [{ files }], config, ...change }, await temporaryDirectory())
}

async function configOf(image: ImageInLayout): Promise<ImageConfigFile> {
  const layout = new Layout(image.layout)
  const manifest = await readImageManifest(layout, image.digest)
  return parseImageConfig(await layout.readBlob(manifest.config.digest))
}

describe('writeImage()', () => {
  const umask = process.umask()
  afterEach(() => void process.umask(umask))

  it('gives the same digest in another folder, under another umask, at another time, from another order', async () => {
    const first = await imageOf(await folderOf(application))
    process.umask(0o077)
    const reversed = Object.fromEntries(Object.entries(application).toReversed())
    const directory = await folderOf(reversed)
    for (const name of await readdir(directory)) await utimes(path.join(directory, name), 1, 1)
    const layers = [{ files: (await listFolder(directory, '/app')).toReversed() }]
    expect((await imageOf(directory, { layers })).digest).toBe(first.digest)
    expect((await imageOf(directory)).digest).toBe(first.digest)
  })

  it('gives the digest that it gave when this test was written', async () => {
    const { digest } = await imageOf(await folderOf(application))
    expect(digest).toBe('sha256:9670489770cc4c11392c74accd171b67921d7732933afaa18aab72f9684a395c')
  })

  it('gives another digest for another byte, name, mode or option', async () => {
    const images = [
      await imageOf(await folderOf(application)),
      await imageOf(await folderOf({ ...application, 'main.js': 'console.log(2)\n' })),
      await imageOf(await folderOf({ ...application, 'new.js': '' })),
      await imageOf(await folderOf(application), { config: { entrypoint: ['/app/main.js'] } }),
      await imageOf(await folderOf(application), { annotations: { 'org.opencontainers.image.title': 'x' } }),
    ]
    const executable = await folderOf(application)
    await chmod(path.join(executable, 'main.js'), 0o755)
    images.push(await imageOf(executable))
    expect(new Set(images.map(({ digest }) => digest)).size).toBe(images.length)
  })

  it('puts its layers and options on top of those of the base', async () => {
    const base = await writeImage(
      {
        base: linux,
        layers: [{ files: [{ path: '/etc/os', content: 'base' }] }],
        config: {
          entrypoint: ['/init'],
          cmd: ['--help'],
          env: { PATH: '/bin', A: '0' },
          user: '1',
          workingDir: '/w',
          stopSignal: 'SIGQUIT',
        },
      },
      await temporaryDirectory(),
    )
    const image = await imageOf(await folderOf(application), { base })
    const { config, rootfs, history } = await configOf(image)
    expect(config).toEqual({
      Entrypoint: ['/app/bin/run'],
      Env: ['PATH=/bin', 'A=1', 'B=2'],
      User: '65532',
      WorkingDir: '/w',
      StopSignal: 'SIGQUIT',
    })
    expect([rootfs.diff_ids.length, history?.length]).toEqual([2, 2])
    expect(rootfs.diff_ids[0]).toBe((await configOf(base)).rootfs.diff_ids[0])
    const layout = new Layout(image.layout)
    const { layers } = await readImageManifest(layout, image.digest)
    expect(await Promise.all(layers.map((layer) => layout.hasBlob(layer)))).toEqual([true, true])
  })

  it('takes over labels of the base, but not those that describe the base', async () => {
    const labels = { 'org.opencontainers.image.version': '12', maintainer: 'x' }
    const config = { labels, stopSignal: 'SIGQUIT' }
    const base = await writeImage({ base: linux, layers: [], config }, await temporaryDirectory())
    const own = { labels: { 'org.opencontainers.image.title': 'orders' }, stopSignal: 'SIGTERM' }
    const image = await imageOf(await folderOf(application), { base, config: own })
    expect((await configOf(image)).config).toEqual({
      Labels: { 'org.opencontainers.image.title': 'orders', maintainer: 'x' },
      StopSignal: 'SIGTERM',
    })
    const plain = await imageOf(await folderOf(application), { base, config: {} })
    expect((await configOf(plain)).config).toMatchObject({ Labels: { maintainer: 'x' } })
  })

  it('keeps the images that the layout has', async () => {
    const directory = await temporaryDirectory()
    const images = [
      await sampleImage(directory, { hello: '1' }),
      await sampleImage(directory, { hello: '2' }),
    ]
    const { manifests } = await new Layout(directory).readIndex()
    expect(manifests.map(({ digest }) => digest)).toEqual(images.map(({ digest }) => digest))
  })
})
