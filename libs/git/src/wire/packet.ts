/** What a line of Git's protocol is, <https://git-scm.com/docs/gitprotocol-common>: data, or one of the marks between them. */
export type Packet =
  | { readonly kind: 'data'; readonly data: Buffer }
  | { readonly kind: 'flush' | 'delimiter' | 'response end' }

/** Told of a server that does not speak as the protocol says, or that ends in the middle. */
export class WireError extends Error {
  override readonly name = 'WireError'
}

/** Told of a server that answers in another version of the protocol: nothing is wrong with it. */
export class OtherVersionError extends WireError {}

export const flushPacket = '0000'
export const delimiterPacket = '0001'

const marks: Readonly<Record<number, Packet>> = {
  0: { kind: 'flush' },
  1: { kind: 'delimiter' },
  2: { kind: 'response end' },
}

/** A text as one packet. */
export function packetOf(text: string): string {
  const length = Buffer.byteLength(text) + lengthOfHead
  return `${length.toString(16).padStart(lengthOfHead, '0')}${text}`
}

const lengthOfHead = 4

/** Reads packets from a stream of bytes. */
export class PacketReader {
  readonly #chunks: AsyncIterator<Buffer>
  #pending: Buffer = Buffer.alloc(0)

  constructor(stream: AsyncIterable<Buffer>) {
    this.#chunks = stream[Symbol.asyncIterator]()
  }

  /** The next packet. Throws WireError, also at the end of the stream. */
  async read(): Promise<Packet> {
    const head = await this.#take(lengthOfHead)
    if (!head) throw new WireError('The connection ended')
    const digits = head.toString('latin1')
    // Not left to parseInt(), which takes "0 !!" for a number, too.
    const length = /^[0-9a-f]{4}$/i.test(digits) ? Number.parseInt(digits, 16) : Number.NaN
    const mark = marks[length]
    if (mark) return mark
    if (!(length >= lengthOfHead)) throw new WireError(`Wanted a packet, found ${JSON.stringify(digits)}`)
    const data = await this.#take(length - lengthOfHead)
    if (!data) throw new WireError('The connection ended in the middle of a packet')
    if (data.toString('latin1', 0, 4) === 'ERR ') throw new WireError(data.toString('utf8', 4).trim())
    return { kind: 'data', data }
  }

  /** One byte before the first packet, as a character. Throws WireError at the end of the stream. */
  async readByte(): Promise<string> {
    const byte = await this.#take(1)
    if (!byte) throw new WireError('The connection ended')
    return byte.toString('latin1')
  }

  async #take(count: number): Promise<Buffer | undefined> {
    if (this.#pending.length < count) await this.#fill(count)
    if (this.#pending.length < count) return undefined
    const taken = this.#pending.subarray(0, count)
    this.#pending = this.#pending.subarray(count)
    return taken
  }

  async #fill(count: number): Promise<void> {
    const chunks = [this.#pending]
    let length = this.#pending.length
    while (length < count) {
      const { value, done } = await this.#chunks.next().catch((cause: unknown) => {
        throw new WireError('The connection broke', { cause })
      })
      if (done) break
      chunks.push(value)
      length += value.length
    }
    this.#pending = Buffer.concat(chunks)
  }
}
