import { createHash } from 'node:crypto'
import { inflateSync } from 'node:zlib'
import type { Oid } from '../oid.ts'
import { applyDelta } from './apply-delta.ts'
import { idLength, objectId, type GitObject, type ObjectFormat, type ObjectType } from './git-object.ts'

/** Bytes before the first object. */
export const packHeaderLength = 12

/** How many objects a pack has, from its first bytes. Throws RangeError when it is none. */
export function countPacked(pack: Buffer): number {
  if (pack.toString('latin1', 0, 4) !== 'PACK' || pack.readUInt32BE(4) !== 2) {
    throw new RangeError('Cannot read a pack: wanted one of version 2')
  }
  return pack.readUInt32BE(8)
}

/**
 * The objects of a pack that stands for itself, by their ids, which are computed here and so fit the contents:
 * <https://git-scm.com/docs/pack-format>. Throws RangeError for one that is damaged.
 */
export function readPack(pack: Buffer, format: ObjectFormat): Map<Oid, GitObject> {
  const end = Math.max(0, pack.length - idLength(format))
  const entries = pack.subarray(0, end)
  const sum = createHash(format).update(entries).digest()
  if (!sum.equals(pack.subarray(end))) throw new RangeError('Cannot read a pack: its checksum differs')
  const objects = new Map<Oid, GitObject>()
  const byOffset = new Map<number, GitObject>()
  let [at, room] = [packHeaderLength, largestContent]
  for (let left = countPacked(pack); left > 0; left -= 1) {
    const entry = readEntry(entries, at, { format, room })
    const object = settle(entry, at, { objects, byOffset, room })
    objects.set(objectId(object, format), object)
    byOffset.set(at, object)
    at = entry.end
    room -= object.content.length
  }
  if (at !== end) throw new RangeError('Cannot read a pack: it goes on behind its last object')
  return objects
}

/** Bytes of all objects together: some kilobytes of a pack may claim to be terabytes. */
const largestContent = 256 * 2 ** 20

interface Entry {
  readonly kind: number
  readonly content: Buffer
  /** How far before the entry its base lies, or the id of it. */
  readonly base: number | Oid | undefined
  readonly end: number
}

const types: Readonly<Record<number, ObjectType>> = { 1: 'commit', 2: 'tree', 3: 'blob', 4: 'tag' }
const [offsetDelta, idDelta] = [6, 7]

/** A server that was not told of any base sends each before what is made of it. */
function settle({ kind, content, base }: Entry, at: number, { objects, byOffset, room }: Settled): GitObject {
  const type = types[kind]
  if (type !== undefined) return { type, content }
  const from = typeof base === 'number' ? byOffset.get(at - base) : objects.get(base ?? '')
  if (!from) throw new RangeError(`Cannot read a pack: what its object at ${at} is made of is not there`)
  return { type: from.type, content: applyDelta(from.content, content, room) }
}

/** The objects before one, and the bytes that are left for it. */
interface Settled {
  readonly objects: ReadonlyMap<Oid, GitObject>
  readonly byOffset: ReadonlyMap<number, GitObject>
  readonly room: number
}

function readEntry(
  pack: Buffer,
  start: number,
  { format, room }: { format: ObjectFormat; room: number },
): Entry {
  const head = readHead(pack, start)
  if (head.size > room) throw new RangeError(`Cannot read a pack: its object at ${start} is too large`)
  let at = head.next
  let base: Entry['base']
  if (head.kind === offsetDelta) ({ base, next: at } = readOffset(pack, at))
  if (head.kind === idDelta) {
    base = pack.subarray(at, at + idLength(format)).toString('hex')
    at += idLength(format)
  }
  const { content, taken } = inflate(pack.subarray(at), head.size)
  if (content.length !== head.size) throw new RangeError(`Cannot read a pack: its object at ${start} is cut`)
  return { kind: head.kind, content, base, end: at + taken }
}

/** What stands compressed at the beginning of some bytes, and how many of them it takes. */
function inflate(bytes: Buffer, size: number): { content: Buffer; taken: number } {
  try {
    const options = { info: true, maxOutputLength: size + 1 }
    const { buffer, engine } = inflateSync(bytes, options) as unknown as {
      buffer: Buffer
      engine: { bytesWritten: number }
    }
    return { content: buffer, taken: engine.bytesWritten }
  } catch (cause) {
    throw new RangeError('Cannot read a pack: an object is not compressed as its size says', { cause })
  }
}

/** The kind in three bits, the size in four, then in seven of each further byte, the lowest first. */
function readHead(pack: Buffer, start: number): { kind: number; size: number; next: number } {
  let byte = pack.readUInt8(start)
  const kind = (byte >> 4) & 7
  let [size, factor, next] = [byte & 15, 16, start + 1]
  while ((byte & 0x80) !== 0) {
    byte = pack.readUInt8(next)
    size += (byte & 0x7f) * factor
    factor *= 128
    next += 1
  }
  return { kind, size, next }
}

/** Seven bits a byte, the highest first; each further byte adds one, so that no offset has two forms. */
function readOffset(pack: Buffer, start: number): { base: number; next: number } {
  let byte = pack.readUInt8(start)
  let [base, next] = [byte & 0x7f, start + 1]
  while ((byte & 0x80) !== 0) {
    byte = pack.readUInt8(next)
    base = (base + 1) * 128 + (byte & 0x7f)
    next += 1
  }
  return { base, next }
}
