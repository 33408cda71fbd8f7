import { describeWith, startRegistry, temporaryDirectory } from '@slipway/testing'
import { writeFile } from 'node:fs/promises'
import path from 'node:path'
import { expect, it } from 'vitest'
import { writeImage } from '../image/write-image.ts'
import { openStore } from '../open-store.ts'
import { largeImage } from '../testing/sample-image.ts'

/** Services on one base, each with a layer of its own. */
async function services(count: number) {
  const base = await largeImage(await temporaryDirectory(), 200_000)
  return await Promise.all(
    Array.from({ length: count }, async (_, number) => {
      const layers = [{ files: [{ path: 'app', content: `service ${number}` }] }]
      return await writeImage({ base, layers, config: {} }, await temporaryDirectory())
    }),
  )
}

describeWith(['registry'], 'push() of services that share a layer', () => {
  it('uploads it once, also when all push at the same time', async () => {
    const { host } = await startRegistry()
    const places = await temporaryDirectory()
    const images = await services(4)
    const reports = await Promise.all(
      images.map((image, number) => openStore(host, { places }).push(image, `team/s${number}`, ['v1'])),
    )
    expect(reports.map(({ mounted }) => mounted.length).toSorted()).toEqual([0, 1, 1, 1])
    for (const [number, { digest }] of images.entries()) {
      const pulled = await openStore(host).pull(`team/s${number}`, digest, await temporaryDirectory())
      expect(pulled.digest).toBe(digest)
    }
  })

  it('uploads it also when the folder cannot be used', async () => {
    const { host } = await startRegistry()
    const places = path.join(await temporaryDirectory(), 'file')
    await writeFile(places, '')
    const [image] = await services(1)
    const { uploaded } = await openStore(host, { places }).push(image!, 'team/s0', ['v1'])
    expect(uploaded).toHaveLength(4)
  })

  it('uploads it all the same where it is no longer, and without a folder to remember in', async () => {
    const [here, there] = [await startRegistry(), await startRegistry()]
    const [one, two] = await services(2)
    const { mounted } = await openStore(here.host).push(one!, 'team/s0', [], { sources: ['team/never'] })
    expect(mounted).toEqual([])
    const reports = await Promise.all(
      [openStore(here.host), openStore(there.host)].map((store) => store.push(two!, 'team/s1', ['v1'])),
    )
    expect(reports.map((report) => report.mounted.length)).toEqual([0, 0])
    expect(await openStore(there.host).resolve('team/s1', 'v1')).toBe(two?.digest)
  })
})
