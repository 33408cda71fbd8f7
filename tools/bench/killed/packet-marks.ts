/** Finds where parts of a conversation end: Git's protocol marks each with `0000`, <https://git-scm.com/docs/gitprotocol-common>. */
export class PacketMarks {
  #pending = Buffer.alloc(0)

  /** Cuts what has come since the last part at the ends of parts; what is no whole part yet is kept. */
  take(chunk: Buffer): Buffer[] {
    this.#pending = Buffer.concat([this.#pending, chunk])
    const parts: Buffer[] = []
    let begin = 0
    for (let at = 0; at + 4 <= this.#pending.length;) {
      const length = Number.parseInt(this.#pending.toString('latin1', at, at + 4), 16)
      at += Math.max(4, length)
      if (length !== 0) continue
      parts.push(this.#pending.subarray(begin, at))
      begin = at
    }
    this.#pending = this.#pending.subarray(begin)
    return parts
  }

  /** What is left at the end. */
  get rest(): Buffer {
    return this.#pending
  }
}
