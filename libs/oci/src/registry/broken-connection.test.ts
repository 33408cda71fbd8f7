import { describeWith, startProxy, startRegistry, temporaryDirectory, type Proxy } from '@slipway/testing'
import { expect, it } from 'vitest'
import { readParts, type ImageInLayout } from '../layout/image-in-layout.ts'
import { Layout } from '../layout/layout.ts'
import { openStore } from '../open-store.ts'
import { largeImage } from '../testing/sample-image.ts'
import { defaultPatience } from './patience.ts'

const [size, chunk] = [2 ** 21, 2 ** 17]
/** What requests and answers take besides the blobs. */
const talk = 2 ** 17
const patience = { ...defaultPatience, chunk, firstWait: 20, longestWait: 500, failures: 12 }

/** A registry behind a proxy, and a store that goes through it. */
async function open() {
  const registry = await startRegistry()
  const proxy = await startProxy(registry.host)
  return { registry, proxy, store: openStore(proxy.host, { patience }), direct: openStore(registry.host) }
}

/** Cuts the connection before the first byte that follows the so many-th chunk that the registry has taken. */
function cutAfterChunks(proxy: Proxy, count: number): void {
  let taken = 0
  proxy.onPiece = (direction, piece) => {
    if (direction !== 'received' || !/^range: 0-[1-9]/im.test(piece.toString('latin1'))) return
    taken += 1
    if (taken === count) proxy.limits.sent = proxy.sent
  }
}

async function contentsOf({ layout, digest }: ImageInLayout) {
  const parts = await readParts(new Layout(layout), digest)
  const blobs = await Promise.all(parts.blobs.map((blob) => new Layout(layout).hasBlob(blob)))
  return { manifests: parts.manifests.length, blobs }
}

describeWith(['registry'], 'push() to a registry that is killed', () => {
  it('goes on after the chunks that the registry had', async () => {
    const { registry, proxy, store, direct } = await open()
    let restart: Promise<void> | undefined
    proxy.onCut = async () => {
      await registry.kill()
      restart = registry.start()
    }
    cutAfterChunks(proxy, 12)
    const image = await largeImage(await temporaryDirectory(), size)
    await store.push(image, 'team/one', ['v1'])
    await restart
    expect(restart).toBeDefined()
    expect(proxy.sent).toBeLessThan(size + chunk + talk)
    const pulled = await direct.pull('team/one', image.digest, await temporaryDirectory())
    expect(await contentsOf(pulled)).toEqual({ manifests: 1, blobs: [true, true] })
  })

  it('begins the blob again when the registry has forgotten it, as this one does in the middle of a chunk', async () => {
    const { registry, proxy, store, direct } = await open()
    let restart: Promise<void> | undefined
    proxy.onCut = async () => {
      await registry.kill()
      restart = registry.start()
    }
    proxy.limits.sent = size / 2 + chunk / 2
    const image = await largeImage(await temporaryDirectory(), size)
    await store.push(image, 'team/one', ['v1'])
    await restart
    expect(restart).toBeDefined()
    expect(await direct.resolve('team/one', 'v1')).toBe(image.digest)
    const pulled = await direct.pull('team/one', image.digest, await temporaryDirectory())
    expect(await contentsOf(pulled)).toEqual({ manifests: 1, blobs: [true, true] })
  })
})

describeWith(['registry'], 'a connection that breaks', () => {
  it.each([1, 2])('stops no push and no pull, wherever it breaks (seed %i)', async (seed) => {
    const random = randomOf(seed)
    const { proxy, store } = await open()
    const image = await largeImage(await temporaryDirectory(), size, seed)
    let cuts = 0
    const cutSoon = (direction: 'sent' | 'received') => {
      proxy.limits[direction] = proxy[direction] + Math.floor(random() * 2 * size)
    }
    proxy.onCut = () => {
      cuts += 1
      if (cuts < 4) cutSoon('sent')
    }
    proxy.limits.sent = Math.floor(random() * size)
    await store.push(image, 'team/one', ['v1'])
    expect(cuts).toBeGreaterThan(0)
    proxy.limits = { received: proxy.received + Math.floor(random() * size) }
    const before = proxy.received
    proxy.onCut = () => void (cuts += 1)
    const pulled = await store.pull('team/one', image.digest, await temporaryDirectory())
    expect(await contentsOf(pulled)).toEqual({ manifests: 1, blobs: [true, true] })
    // What had come was not asked for again; some may have been on its way.
    expect(proxy.received - before).toBeLessThan(size + size / 4 + talk)
  })
})

/** Lehmer's generator: the same numbers for the same seed. */
function randomOf(seed: number): () => number {
  let state = seed * 48_271
  return () => (state = (state * 48_271) % 0x7f_ff_ff_ff) / 0x7f_ff_ff_ff
}
