import { describeWith, startRegistry, temporaryDirectory, writeFiles } from '@slipway/testing'
import { docker } from '@slipway/testing/docker'
import { writeFile } from 'node:fs/promises'
import path from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { writeIndex } from '../image/write-index.ts'
import { readParts } from '../layout/image-in-layout.ts'
import { createLayout, Layout } from '../layout/layout.ts'
import { openStore } from '../open-store.ts'
import { linuxOn } from '../spec/platform.ts'
import { dockerLoad, dockerSave } from '../testing/docker.ts'
import { sampleImage } from '../testing/sample-image.ts'
import { importDockerSave } from './import-docker-save.ts'
import { toDockerArchive } from './to-docker-archive.ts'

/** An image that Docker built, with one layer that is there twice. */
async function buildImage(name: string): Promise<string> {
  const directory = await temporaryDirectory()
  await writeFiles(directory, {
    Dockerfile: 'FROM scratch\nCOPY a /a\nCOPY b /b\nCOPY a /a\nLABEL hello=world\nCMD ["/a"]\n',
    a: 'A'.repeat(100_000),
    b: 'B',
  })
  await docker('build', '--quiet', '--tag', name, directory)
  onTestFinished(async () => void (await docker('rmi', '--force', name)))
  return name
}

describeWith(['docker'], 'Docker', () => {
  it('importDockerSave() takes over an image that Docker built, with equal digests from a stream and a file', async () => {
    const name = await buildImage('slipway-test-import:1')
    const streamed = await importDockerSave(dockerSave(name), await temporaryDirectory())
    const file = path.join(await temporaryDirectory(), 'image.tar')
    await writeFile(file, dockerSave(name))
    const read = await importDockerSave(file, await temporaryDirectory())
    expect(read.digest).toBe(streamed.digest)
    const { manifests, blobs } = await readParts(new Layout(read.layout), read.digest)
    // The config is Docker's, byte for byte: its digest is the ID that Docker gives the image.
    expect(blobs[0]?.digest).toBe(await docker('inspect', '--format={{.Id}}', name))
    expect(manifests.length).toBe(1)
  })

  it('importDockerSave() gets back what toDockerArchive() gave to Docker', async () => {
    const name = 'slipway-test-round-trip:1'
    onTestFinished(async () => void (await docker('rmi', '--force', name)))
    const image = await sampleImage(await temporaryDirectory(), {
      hello: '1',
      [`deep/${'long-name/'.repeat(15)}ü`]: 'x',
    })
    await dockerLoad(toDockerArchive(image, name))
    expect((await importDockerSave(dockerSave(name), await temporaryDirectory())).digest).toBe(image.digest)
  })
})

describeWith(['docker'], 'toDockerArchive() of an index', () => {
  it("gives Docker the image for this machine's processor, or for the one that is asked for", async () => {
    const name = 'slipway-test-index:1'
    onTestFinished(async () => void (await docker('rmi', '--force', name)))
    const images = ['amd64', 'arm64', 's390x'].map((architecture) => ({
      base: { os: 'linux', architecture },
      layers: [{ files: [{ path: 'arch', content: architecture }] }],
      config: { cmd: ['/hello'] },
    }))
    const index = await writeIndex({ images }, await temporaryDirectory())
    await dockerLoad(toDockerArchive(index, name))
    const architectureOf = () => docker('inspect', '--format={{.Architecture}}', name)
    expect(await architectureOf()).toBe(linuxOn(process.arch).architecture)
    await dockerLoad(toDockerArchive(index, name, { os: 'linux', architecture: 's390x' }))
    expect(await architectureOf()).toBe('s390x')
  })
})

describeWith(['docker', 'registry'], 'Docker and a registry', () => {
  it('pulls by digest what was imported and pushed', async () => {
    const { host } = await startRegistry()
    const name = await buildImage('slipway-test-pull:1')
    const image = await importDockerSave(dockerSave(name), await temporaryDirectory())
    await openStore(host).push(image, 'team/imported', ['v1'])
    const id = await docker('inspect', '--format={{.Id}}', name)
    await docker('rmi', '--force', name)
    const pulled = `${host}/team/imported@${image.digest}`
    onTestFinished(async () => void (await docker('rmi', '--force', pulled)))
    await docker('pull', '--quiet', pulled)
    expect(await docker('inspect', '--format={{.Id}} {{.Config.Labels.hello}}', pulled)).toBe(`${id} world`)
  })

  it('pulls by digest what writeImage() made', async () => {
    const { host } = await startRegistry()
    const image = await sampleImage(await temporaryDirectory(), { hello: '1' })
    await openStore(host).push(image, 'team/written', [])
    const name = `${host}/team/written@${image.digest}`
    onTestFinished(async () => void (await docker('rmi', '--force', name)))
    await docker('pull', '--quiet', name)
    const { blobs } = await readParts(await createLayout(image.layout), image.digest)
    expect(await docker('inspect', '--format={{.Id}}', name)).toBe(blobs[0]?.digest)
  })
})
