import { temporaryDirectory } from '@slipway/testing'
import { createHash } from 'node:crypto'
import { chmod, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { deflateSync } from 'node:zlib'
import { flushPacket, packetOf } from '../wire/packet.ts'

/** What a server says before it is asked anything. */
export const greeting: readonly string[] = [
  packetOf('version 2\n'),
  packetOf('ls-refs\n'),
  packetOf('fetch=shallow filter\n'),
  packetOf('object-format=sha1\n'),
  flushPacket,
]

/** The answer to a question for refs. */
export function refsAnswer(...refs: readonly string[]): string[] {
  return [...refs.map((ref) => packetOf(`${ref}\n`)), flushPacket]
}

/** The answer that has a pack; of a long one in many pieces. */
export function packAnswer(pack: Buffer): Buffer[] {
  const pieces = Array.from({ length: Math.ceil(pack.length / 60_000) }, (_, index) =>
    sideband(1, pack.subarray(index * 60_000, (index + 1) * 60_000)),
  )
  return [Buffer.from(packetOf('packfile\n')), ...pieces, Buffer.from(flushPacket)]
}

/** One piece of an answer on a channel: 1 is the pack, 2 are words for people, 3 is the last word. */
export function sideband(channel: number, data: Buffer | string): Buffer {
  const content = Buffer.concat([Buffer.from([channel]), Buffer.from(data)])
  return Buffer.concat([Buffer.from((content.length + 4).toString(16).padStart(4, '0')), content])
}

/** An entry of a pack: its kind (1 commit, 2 tree, 3 blob, 6 delta), what it says its size is, and what follows. */
export interface PackedEntry {
  readonly kind: number
  readonly size: number
  /** Before the content: how far back the base of a delta is. */
  readonly base?: number
  readonly content: Buffer
}

/** A pack of whatever is in it, with a checksum that fits. */
export function packOf(...entries: readonly PackedEntry[]): Buffer {
  const head = Buffer.alloc(12)
  head.write('PACK')
  head.writeUInt32BE(2, 4)
  head.writeUInt32BE(entries.length, 8)
  const body = entries.flatMap(({ kind, size, base, content }) => [
    headOf(kind, size),
    ...(base === undefined ? [] : [Buffer.from([base])]),
    content,
  ])
  const pack = Buffer.concat([head, ...body])
  return Buffer.concat([pack, createHash('sha1').update(pack).digest()])
}

/** An object as it stands in a pack, and its id. */
export function packed(
  type: 'commit' | 'tree' | 'blob',
  content: Buffer | string,
): PackedEntry & { oid: string } {
  const bytes = Buffer.from(content)
  const oid = createHash('sha1').update(`${type} ${bytes.length}\0`).update(bytes).digest('hex')
  const kind = { commit: 1, tree: 2, blob: 3 }[type]
  return { kind, size: bytes.length, content: deflateSync(bytes), oid }
}

/** A program that answers as ssh would with such a server at its other end: with these bytes, whatever it is asked. */
export async function sshThatSays(
  ...said: readonly (string | Buffer)[]
): Promise<{ url: string; env: Record<string, string> }> {
  const folder = await temporaryDirectory()
  const program = path.join(folder, 'ssh')
  await writeFile(path.join(folder, 'said'), Buffer.concat(said.map((one) => Buffer.from(one))))
  await writeFile(program, `#!/bin/sh\nexec cat '${folder}/said'\n`)
  await chmod(program, 0o755)
  return { url: 'git@host.test:shop.git', env: { GIT_SSH_COMMAND: program } }
}

function headOf(kind: number, size: number): Buffer {
  const bytes = [(kind << 4) | (size % 16)]
  for (let rest = Math.floor(size / 16); rest > 0; rest = Math.floor(rest / 128)) {
    bytes[bytes.length - 1]! |= 0x80
    bytes.push(rest % 128)
  }
  return Buffer.from(bytes)
}
