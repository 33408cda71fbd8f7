import type { Descriptor } from '../spec/manifest.ts'
import { readBody } from './fetch-safely.ts'
import type { RegistryClient } from './registry-client.ts'

/**
 * The bytes of a blob, one piece after another; when the connection breaks, the rest is asked for. They are not verified
 * here. Gives `undefined` when the registry does not have it.
 */
export async function downloadBlob(
  client: RegistryClient,
  repository: string,
  blob: Descriptor,
): Promise<AsyncGenerator<Uint8Array> | undefined> {
  const first = await ask(client, { repository, blob, start: 0 })
  return first.status === 404 ? undefined : read(client, { repository, blob }, first)
}

async function* read(
  client: RegistryClient,
  { repository, blob }: { repository: string; blob: Descriptor },
  first: Response,
): AsyncGenerator<Uint8Array> {
  const attempts = client.attempts()
  let [start, response] = [0, first]
  for (;;) {
    try {
      for await (const piece of withoutFirst(Math.max(0, start - startOf(response)), readBody(response))) {
        start += piece.length
        attempts.progressed()
        yield piece
      }
      return
    } catch (failure) {
      await attempts.failed(failure)
      response = await ask(client, { repository, blob, start })
    }
  }
}

async function ask(
  client: RegistryClient,
  { repository, blob, start }: { repository: string; blob: Descriptor; start: number },
): Promise<Response> {
  return await client.send({
    method: 'GET',
    path: `${repository}/blobs/${blob.digest}`,
    repository,
    action: 'pull',
    ...(start > 0 && { headers: { range: `bytes=${start}-` } }),
    accept: start > 0 ? [200, 206] : [200, 404],
  })
}

// A server may answer with all of it, whatever it was asked for.
function startOf({ status, headers }: Response): number {
  const found = /^bytes (\d+)-/.exec(headers.get('content-range') ?? '')?.[1]
  return status === 206 && found !== undefined ? Number(found) : 0
}

async function* withoutFirst(count: number, bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let rest = count
  for await (const piece of bytes) {
    const skipped = Math.min(rest, piece.length)
    rest -= skipped
    if (skipped < piece.length) yield piece.subarray(skipped)
  }
}
