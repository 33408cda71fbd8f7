import { temporaryDirectory } from '@slipway/testing'
import { readdir, readFile, stat, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { digestOf, type Digest } from '../digest/digest.ts'
import { withCode } from '../testing/sample-image.ts'
import { createLayout, openLayout } from './layout.ts'

const hello = { digest: digestOf('hello'), size: 5 }

describe('Layout', () => {
  it('writeBlob() stores bytes under their digest', async () => {
    const layout = await createLayout(await temporaryDirectory())
    expect(await layout.writeBlob('hello', hello)).toEqual(hello)
    expect(await readFile(layout.blobPath(hello.digest), 'utf8')).toBe('hello')
    expect(await layout.hasBlob(hello)).toBe(true)
  })

  it.each([
    ['other bytes', 'jello', 'digest-mismatch'],
    ['too few bytes', 'hell', 'digest-mismatch'],
    ['too many bytes', 'hello!', 'size-mismatch'],
  ])('writeBlob() refuses %s and keeps nothing', async (_what, bytes, code) => {
    const layout = await createLayout(await temporaryDirectory())
    await expect(layout.writeBlob(bytes, hello)).rejects.toEqual(withCode(code))
    expect(await readdir(path.join(layout.directory, 'blobs'), { recursive: true })).toEqual(['sha256'])
  })

  it.each(['sha256:../../../etc/passwd', `sha256:${'A'.repeat(64)}`, `sha512:${'a'.repeat(64)}`, ''])(
    'blobPath() refuses %j as a digest',
    async (digest) => {
      const layout = await createLayout(await temporaryDirectory())
      expect(() => layout.blobPath(digest as Digest)).toThrow(withCode('invalid-digest') as Error)
    },
  )

  it('takeBlob() links a blob of another layout', async () => {
    const [from, to] = [
      await createLayout(await temporaryDirectory()),
      await createLayout(await temporaryDirectory()),
    ]
    await from.writeBlob('hello')
    await to.takeBlob(from, hello)
    await to.takeBlob(from, hello)
    const [one, other] = await Promise.all([from, to].map((layout) => stat(layout.blobPath(hello.digest))))
    expect(one?.ino).toBe(other?.ino)
    expect(await readdir(path.join(to.directory, 'blobs'))).toEqual(['sha256'])
  })

  it('takeBlob() refuses and removes a blob whose bytes are not those of its digest', async () => {
    const [from, to] = [
      await createLayout(await temporaryDirectory()),
      await createLayout(await temporaryDirectory()),
    ]
    await writeFile(from.blobPath(hello.digest), 'jello')
    await expect(to.takeBlob(from, hello)).rejects.toEqual(withCode('digest-mismatch'))
    expect([await from.hasBlob(hello), await to.hasBlob(hello)]).toEqual([false, false])
  })

  it('takeBlob() leaves alone a blob that has another size than somebody says', async () => {
    const [from, to] = [
      await createLayout(await temporaryDirectory()),
      await createLayout(await temporaryDirectory()),
    ]
    await from.writeBlob('hello')
    await expect(to.takeBlob(from, { ...hello, size: 4 })).rejects.toEqual(withCode('size-mismatch'))
    expect([await from.hasBlob(hello), await to.hasBlob(hello)]).toEqual([true, false])
  })

  it('takeBlob() says when there is no such blob', async () => {
    const [from, to] = [
      await createLayout(await temporaryDirectory()),
      await createLayout(await temporaryDirectory()),
    ]
    await expect(to.takeBlob(from, hello)).rejects.toEqual(withCode('no-image'))
  })

  it('readBlob() refuses bytes that are not those of the digest', async () => {
    const layout = await createLayout(await temporaryDirectory())
    await writeFile(layout.blobPath(hello.digest), 'jello')
    await expect(layout.readBlob(hello.digest)).rejects.toEqual(withCode('digest-mismatch'))
  })

  it('editIndex() loses no edit of those that come at the same time', async () => {
    const directory = await temporaryDirectory()
    const digests = Array.from({ length: 12 }, (_, n) => digestOf(String(n)))
    await Promise.all(
      digests.map(async (digest) => {
        const layout = await createLayout(directory)
        await layout.editIndex((listed) => [...listed, { mediaType: 'x', digest, size: 1 }])
      }),
    )
    const { manifests } = await (await openLayout(directory)).readIndex()
    expect(manifests.map(({ digest }) => digest).toSorted()).toEqual(digests.toSorted())
  })
})

describe('openLayout()', () => {
  it('refuses a folder that is none', async () => {
    await expect(openLayout(await temporaryDirectory())).rejects.toEqual(withCode('invalid-layout'))
  })
})
