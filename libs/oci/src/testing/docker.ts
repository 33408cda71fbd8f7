import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { Bytes } from '../digest/tally.ts'

/** `docker load` of an archive. */
export async function dockerLoad(archive: Bytes): Promise<void> {
  const child = spawn('docker', ['load', '--quiet'], { stdio: ['pipe', 'ignore', 'inherit'] })
  const [[status]] = await Promise.all([once(child, 'exit'), pipeline(Readable.from(archive), child.stdin)])
  if (status !== 0) throw new Error(`docker load ended with ${String(status)}`)
}

/** The bytes that `docker save` writes. */
export async function* dockerSave(image: string): AsyncGenerator<Uint8Array> {
  const child = spawn('docker', ['save', image], { stdio: ['ignore', 'pipe', 'inherit'] })
  yield* child.stdout as AsyncIterable<Uint8Array>
}
