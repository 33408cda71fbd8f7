import { createReadStream } from 'node:fs'
import { pipeline } from 'node:stream/promises'
import { pack, type Pack } from 'tar-stream'
import type { LayerEntry } from './layer-entries.ts'

const epoch = new Date(0)

/** The bytes of a tar (ustar, with pax headers for long and non-ASCII names) with the time 0 for each entry. */
export async function* writeTar(entries: readonly LayerEntry[]): AsyncGenerator<Uint8Array> {
  const tar = pack()
  const filling = fill(tar, entries).catch((error: Error) => void tar.destroy(error))
  yield* tar as AsyncIterable<Uint8Array>
  await filling
}

async function fill(tar: Pack, entries: readonly LayerEntry[]): Promise<void> {
  for (const entry of entries) await add(tar, entry)
  tar.finalize()
}

async function add(tar: Pack, { source, content, ...header }: LayerEntry): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>()
  const sink = tar.entry({ ...header, mtime: epoch }, (error) => (error ? reject(error) : resolve()))
  if (source !== undefined) await pipeline(createReadStream(source), sink)
  else if (header.type === 'file') sink.end(content ?? new Uint8Array(0))
  await promise
}
