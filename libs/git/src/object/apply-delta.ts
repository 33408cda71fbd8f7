/**
 * Makes an object of another one and a delta, which is a list of pieces to copy and pieces to insert:
 * <https://git-scm.com/docs/pack-format#_deltified_representation>. Throws RangeError for a delta that does not fit,
 * and for one that makes more than so many bytes.
 */
export function applyDelta(base: Buffer, delta: Buffer, largest = Number.MAX_SAFE_INTEGER): Buffer {
  const from = readSize(delta, 0)
  const to = readSize(delta, from.next)
  if (from.size !== base.length) throw new RangeError('Cannot apply a delta: it is one of another object')
  if (to.size > largest) throw new RangeError('Cannot apply a delta: what it makes is too large')
  const result = Buffer.allocUnsafe(to.size)
  let [at, end] = [to.next, 0]
  while (at < delta.length) {
    const piece = readPiece(base, delta, at)
    if (end + piece.bytes.length > to.size) throw new RangeError('Cannot apply a delta: it is too long')
    piece.bytes.copy(result, end)
    ;[at, end] = [piece.next, end + piece.bytes.length]
  }
  if (end !== to.size) throw new RangeError('Cannot apply a delta: it is too short')
  return result
}

interface Piece {
  readonly bytes: Buffer
  readonly next: number
}

function readPiece(base: Buffer, delta: Buffer, at: number): Piece {
  const code = delta.readUInt8(at)
  if (code === 0) throw new RangeError('Cannot apply a delta: it has a code that is reserved')
  if ((code & 0x80) === 0) {
    const next = at + 1 + code
    if (next > delta.length) throw new RangeError('Cannot apply a delta: it ends early')
    return { bytes: delta.subarray(at + 1, next), next }
  }
  let next = at + 1
  // A set bit says that a byte of the number follows, the lowest first.
  const number = (bits: readonly number[]) =>
    bits.reduce(
      (sum, bit, index) => ((code & bit) === 0 ? sum : sum + delta.readUInt8(next++) * 256 ** index),
      0,
    )
  const offset = number([0x01, 0x02, 0x04, 0x08])
  const size = number([0x10, 0x20, 0x40]) || 0x10000
  if (offset + size > base.length) throw new RangeError('Cannot apply a delta: it copies what is not there')
  return { bytes: base.subarray(offset, offset + size), next }
}

/** Seven bits a byte, the lowest first. */
function readSize(delta: Buffer, at: number): { size: number; next: number } {
  let [size, factor, next] = [0, 1, at]
  for (;;) {
    const byte = delta.readUInt8(next)
    size += (byte & 0x7f) * factor
    factor *= 128
    next += 1
    if ((byte & 0x80) === 0) return { size, next }
  }
}
