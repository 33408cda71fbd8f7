import type { Oid } from '../oid.ts'
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

/** What came of a fetch. */
export interface Fetched {
  /** The commits whose parents were left out. */
  readonly shallow: readonly Oid[]
  /** The pack, piece by piece. */
  readonly pack: AsyncIterable<Buffer>
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
    for (;;) {
      const packet = await this.#reader.read()
      if (packet.kind !== 'data') break
      const [oid = '', name = ''] = packet.data.toString('utf8').trimEnd().split(' ')
      refs.set(name, oid)
    }
    await this.#endAnswer()
    return refs
  }

  /** Fetches objects; what the pack holds must be read to its end before the next question. */
  async fetch({ wants, haves = [], depth, filter }: FetchRequest): Promise<Fetched> {
    this.#ask('fetch', [
      'no-progress',
      'ofs-delta',
      ...(depth === undefined || !this.can('shallow') ? [] : [`deepen ${depth}`]),
      ...(filter === undefined || !this.can('filter') ? [] : [`filter ${filter}`]),
      ...wants.map((oid) => `want ${oid}`),
      ...haves.map((oid) => `have ${oid}`),
      'done',
    ])
    const shallow: Oid[] = []
    for (;;) {
      const packet = await this.#reader.read()
      if (packet.kind === 'delimiter') continue
      if (packet.kind !== 'data') throw new WireError('The server sent no pack')
      const text = packet.data.toString('utf8').trimEnd()
      if (text === 'packfile') return { shallow, pack: this.#readPack() }
      if (text.startsWith('shallow ')) shallow.push(text.slice('shallow '.length))
    }
  }

  /** Says goodbye, and ends the program if it does not go. */
  async close(): Promise<void> {
    const { stdin } = this.#line.process
    if (stdin.writable)
      await new Promise<void>((resolve) =>
        stdin.end(this.#line.stateless ? '' : flushPacket, () => resolve()),
      )
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
      if (channel === 3) throw new WireError(packet.data.toString('utf8', 1).trim())
    }
    await this.#endAnswer()
  }

  async #endAnswer(): Promise<void> {
    if (this.#line.stateless) await this.#reader.read()
  }
}

const patienceMs = 5000

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
  for (;;) {
    const packet = await reader.read()
    if (packet.kind !== 'data') break
    const [name = '', value = ''] = packet.data.toString('utf8').trimEnd().split(/=(.*)/s)
    capabilities.set(name, value)
  }
  return capabilities
}
