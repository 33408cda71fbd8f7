import { temporaryDirectory } from '@slipway/testing'
import { randomBytes } from 'node:crypto'
import { writeFile } from 'node:fs/promises'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { digestOf } from '../digest/digest.ts'
import { hasty } from '../testing/hasty.ts'
import { withCode } from '../testing/sample-image.ts'
import { startUploadRegistry, type UploadFaults } from '../testing/upload-registry.ts'
import { RegistryClient } from './registry-client.ts'
import { uploadBlob } from './upload-blob.ts'

const size = 200_000
const patience = { ...hasty, chunk: 50_000 }

async function uploadTo(faults: UploadFaults, content = randomBytes(size)) {
  const registry = await startUploadRegistry(faults)
  const file = path.join(await temporaryDirectory(), 'blob')
  await writeFile(file, content)
  const blob = { digest: digestOf(content), size: content.length }
  const client = new RegistryClient(registry.host, { patience })
  const uploading = uploadBlob(client, { blob, file, repository: 'team/one' })
  return { registry, uploading, blob, methods: () => registry.requests.map(({ method }) => method).join(' ') }
}

describe('uploadBlob()', () => {
  it('sends a large blob in chunks, and a small one at once', async () => {
    const large = await uploadTo({})
    await large.uploading
    expect(large.methods()).toBe('POST PATCH PATCH PATCH PATCH PUT')
    const small = await uploadTo({}, randomBytes(10))
    await small.uploading
    expect(small.methods()).toBe('POST PUT')
    expect([...small.registry.blobs.keys()]).toEqual([small.blob.digest])
  })

  it('goes on in the middle of a chunk when the registry has kept what came of it', async () => {
    const { registry, uploading, blob, methods } = await uploadTo({ breaksAt: 120_000 })
    await uploading
    expect(registry.blobs.has(blob.digest)).toBe(true)
    expect(methods()).toMatch(/^POST PATCH PATCH PATCH HEAD GET (PATCH )+PUT$/)
    expect(registry.received).toBe(size)
  })

  it.each([404, 405, 416, 501])(
    'sends all at once to a registry that answers %i to a chunk',
    async (status) => {
      const { registry, uploading, blob } = await uploadTo({ refusesChunks: status })
      await uploading
      expect(registry.blobs.has(blob.digest)).toBe(true)
      expect(registry.received).toBe(size)
    },
  )

  it.each([429, 503])('waits as long as an answer %i says, and asks again', async (status) => {
    const began = performance.now()
    const { registry, uploading } = await uploadTo({ busy: [{ status, retryAfter: '1' }] })
    await uploading
    expect(performance.now() - began).toBeGreaterThanOrEqual(990)
    expect(registry.blobs.size).toBe(1)
  })

  it('gives up when a registry asks for more patience than there is', async () => {
    const { uploading, methods } = await uploadTo({ busy: [{ status: 429, retryAfter: '3600' }] })
    await expect(uploading).rejects.toMatchObject({ status: 429, retryAfter: 3_600_000 })
    expect(methods()).toBe('POST')
  })

  it('gives up after so many failures, and does not repeat what is refused for good', async () => {
    const failing = await uploadTo({ busy: Array.from({ length: 9 }, () => ({ status: 500 })) })
    await expect(failing.uploading).rejects.toEqual(withCode('registry-failed'))
    expect(failing.methods()).toBe('POST POST POST')
    const refused = await uploadTo({ busy: [{ status: 400 }] })
    await expect(refused.uploading).rejects.toMatchObject({ status: 400 })
    expect(refused.methods()).toBe('POST')
  })
})
