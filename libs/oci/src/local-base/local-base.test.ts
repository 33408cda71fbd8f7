import { describeWith, temporaryDirectory } from '@slipway/testing'
import { docker } from '@slipway/testing/docker'
import { copyFile, readdir, rm, symlink, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { writeImage } from '../image/write-image.ts'
import { toDockerArchive } from '../docker/to-docker-archive.ts'
import { readImageManifest, type ImageInLayout } from '../layout/image-in-layout.ts'
import { Layout } from '../layout/layout.ts'
import { dockerLoad } from '../testing/docker.ts'
import { withCode } from '../testing/sample-image.ts'
import { localBase } from './local-base.ts'

// Any program will do where Node itself, which takes seconds to compress, is not run.
const program = '/bin/true'

describe.skipIf(process.platform !== 'linux')('localBase()', () => {
  it('gives the one that is there, also for another path to the same program', async () => {
    const directory = await temporaryDirectory()
    const base = await localBase(directory, { node: program })
    const files = await readdir(directory, { recursive: true })
    const link = path.join(await temporaryDirectory(), 'node')
    await symlink(program, link)
    const copy = path.join(await temporaryDirectory(), 'node')
    await copyFile(program, copy)
    for (const node of [program, link, copy]) expect(await localBase(directory, { node })).toEqual(base)
    expect(await readdir(directory, { recursive: true })).toEqual(files)
  })

  it('gives the same digest in another folder, and another one for another program', async () => {
    const [one, same, other] = [
      await localBase(await temporaryDirectory(), { node: program }),
      await localBase(await temporaryDirectory(), { node: program }),
      await localBase(await temporaryDirectory(), { node: '/bin/false' }),
    ]
    expect(same.digest).toBe(one.digest)
    expect(other.digest).not.toBe(one.digest)
  })

  it('notices that a program has changed', async () => {
    const directory = await temporaryDirectory()
    const node = path.join(await temporaryDirectory(), 'node')
    await copyFile(program, node)
    const before = await localBase(directory, { node })
    await copyFile('/bin/false', node)
    expect((await localBase(directory, { node })).digest).not.toBe(before.digest)
  })

  it('makes it again, with the same digest, when a part of it is gone', async () => {
    const directory = await temporaryDirectory()
    const base = await localBase(directory, { node: program })
    const layout = new Layout(base.layout)
    const { layers } = await readImageManifest(layout, base.digest)
    await rm(layout.blobPath(layers[1]!.digest))
    expect(await localBase(directory, { node: program })).toEqual(base)
    expect(await layout.hasBlob(layers[1]!)).toBe(true)
  })

  it('refuses what is no program', async () => {
    const node = path.join(await temporaryDirectory(), 'node')
    await writeFile(node, '#!/bin/sh\n')
    await expect(localBase(await temporaryDirectory(), { node })).rejects.toEqual(withCode('no-libraries'))
  })
})

describeWith(['docker'], 'localBase() in Docker', () => {
  it(
    'runs Node read-only, as nobody in particular, with names of users and a place for temporary files',
    { timeout: 300_000 },
    async () => {
      const base = await localBase(await temporaryDirectory(), { node: process.execPath })
      const script = `console.log(process.version, os.userInfo().username, process.getuid(), fs.statSync('/tmp').mode.toString(8))`
      const image = await writeImage(
        {
          base,
          layers: [
            {
              files: [
                { path: '/app/main.cjs', content: `const os = require('os'), fs = require('fs'); ${script}` },
              ],
            },
          ],
          config: { cmd: ['/app/main.cjs'] },
        },
        await temporaryDirectory(),
      )
      const name = await load(image, 'slipway-test-local-base:1')
      const printed = await docker(
        'run',
        '--rm',
        '--read-only',
        '--user=65532',
        '--cap-drop=ALL',
        '--network=none',
        name,
      )
      expect(printed).toBe(`${process.version} nonroot 65532 41777`)
      expect(await docker('run', '--rm', '--read-only', name, '-e', 'console.log(1 + 1)')).toBe('2')
    },
  )
})

async function load(image: ImageInLayout, name: string): Promise<string> {
  onTestFinished(async () => void (await docker('rmi', '--force', name)))
  await dockerLoad(toDockerArchive(image, name))
  return name
}
