import { isOid, type Oid } from '../oid.ts'
import type { ObjectFormat } from '../object/git-object.ts'
import { hangUp, type Line } from './connect.ts'
import {
  delimiterPacket,
  flushPacket,
  OtherVersionError,
  packetOf,
  PacketReader,
  WireError,
} from './packet.ts'

/** What to fetch. */
export interface FetchRequest {
  readonly wants: readonly Oid[]
  /** Commits whose whole content is here. */
  readonly haves?: readonly Oid[] | undefined
  /** Commits of history. */
  readonly depth?: number | undefined
  /** What to leave out, where the server can do that. */
  readonly filter?: string | undefined
}

/**
 * A conversation with a server's `git upload-pack` in the second version of its protocol,
 * <https://git-scm.com/docs/protocol-v2>: any number of questions on one connection.
 */
export class Session {
  readonly #line: Line
  readonly #reader: PacketReader
  readonly #capabilities: ReadonlyMap<string, string>

  private constructor(line: Line, reader: PacketReader, capabilities: ReadonlyMap<string, string>) {
    this.#line = line
    this.#reader = reader
    this.#capabilities = capabilities
  }

  /** Hears out the server's greeting. Throws WireError, also for a server of another version. */
  static async open(line: Line): Promise<Session> {
    const reader = new PacketReader(line.process.stdout)
    if (line.stateless) await awaitHelper(reader)
    const capabilities = await readCapabilities(reader)
    return new Session(line, reader, capabilities)
  }

  get format(): ObjectFormat {
    return this.#capabilities.get('object-format') === 'sha256' ? 'sha256' : 'sha1'
  }

  /** Whether the server can do that with a fetch: `filter`, `shallow`. */
  can(feature: 'filter' | 'shallow'): boolean {
    return (this.#capabilities.get('fetch') ?? '').split(' ').includes(feature)
  }

  /** The refs whose names begin so, with their ids. */
  async listRefs(prefixes: readonly string[]): Promise<Map<string, Oid>> {
    this.#ask(
      'ls-refs',
      prefixes.map((prefix) => `ref-prefix ${prefix}`),
    )
    const refs = new Map<string, Oid>()
    for await (const line of readLines(this.#reader)) {
      const [oid = '', name = ''] = line.split(' ')
      // It becomes the name of a file.
      if (!isOid(oid)) throw new WireError(`Wanted the id of "${name}", found ${JSON.stringify(oid)}`)
      refs.set(name, oid)
    }
    await this.#endAnswer()
    return refs
  }

  /** Fetches objects as a pack, piece by piece, which must be read to its end before the next question. */
  async fetch({ wants, haves = [], depth, filter }: FetchRequest): Promise<AsyncIterable<Buffer>> {
    this.#ask('fetch', [
      'no-progress',
      'ofs-delta',
      ...(depth === undefined || !this.can('shallow') ? [] : [`deepen ${depth}`]),
      ...(filter === undefined || !this.can('filter') ? [] : [`filter ${filter}`]),
      ...wants.map((oid) => `want ${oid}`),
      ...haves.map((oid) => `have ${oid}`),
      'done',
    ])
    for (let count = 0; count < mostLines; count += 1) {
      const packet = await this.#reader.read()
      if (packet.kind === 'delimiter') continue
      if (packet.kind !== 'data') break
      if (packet.data.toString('utf8').trimEnd() === 'packfile') return this.#readPack()
    }
    throw new WireError('The server sent no pack')
  }

  /** Says goodbye, and ends the program if it does not go. */
  async close(): Promise<void> {
    const { stdin } = this.#line.process
    // Not waited for, as a program that stands still never takes it.
    if (stdin.writable) stdin.end(this.#line.stateless ? '' : flushPacket)
    await hangUp(this.#line, patienceMs)
  }

  #ask(command: string, lines: readonly string[]): void {
    const head = [`command=${command}`, 'agent=slipway']
    if (this.#capabilities.has('object-format')) head.push(`object-format=${this.format}`)
    const packets = [...head.map(lineOf), delimiterPacket, ...lines.map(lineOf), flushPacket]
    this.#line.process.stdin.write(packets.join(''))
  }

  /** Pieces of the pack come marked, between words for people and a last one when the server fails. */
  async *#readPack(): AsyncGenerator<Buffer> {
    for (;;) {
      const packet = await this.#reader.read()
      if (packet.kind !== 'data') break
      const channel = packet.data[0]
      if (channel === 1) yield packet.data.subarray(1)
      else if (channel === 3) throw new WireError(packet.data.toString('utf8', 1).trim())
      else if (channel !== 2) throw new WireError('Wanted a piece of a pack, found something else')
    }
    await this.#endAnswer()
  }

  async #endAnswer(): Promise<void> {
    if (this.#line.stateless) await this.#reader.read()
  }
}

const patienceMs = 5000

/** Far more than any server has, and little enough to be kept. */
const mostLines = 1_000_000

/** The lines up to the next mark. */
async function* readLines(reader: PacketReader): AsyncGenerator<string> {
  for (let count = 0; count < mostLines; count += 1) {
    const packet = await reader.read()
    if (packet.kind !== 'data') return
    yield packet.data.toString('utf8').trimEnd()
  }
  throw new WireError('Wanted the end of an answer, found no end of lines')
}

function lineOf(text: string): string {
  return packetOf(`${text}\n`)
}

/** Git's helper says with an empty line that the server speaks this version; with a word that it does not. */
async function awaitHelper(reader: PacketReader): Promise<void> {
  const answer = await reader.readByte()
  if (answer !== '\n') throw new OtherVersionError('The server speaks another version of the protocol')
}

async function readCapabilities(reader: PacketReader): Promise<Map<string, string>> {
  const first = await reader.read()
  if (first.kind !== 'data' || first.data.toString('utf8').trimEnd() !== 'version 2') {
    throw new OtherVersionError('The server speaks another version of the protocol')
  }
  const capabilities = new Map<string, string>()
  for await (const line of readLines(reader)) {
    const [name = '', value = ''] = line.split(/=(.*)/s)
    capabilities.set(name, value)
  }
  return capabilities
}
