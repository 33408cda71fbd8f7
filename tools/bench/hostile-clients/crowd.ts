import { setTimeout as delay } from 'node:timers/promises'
import { rawClient, type Ending } from './raw-client.ts'

/** Kinds of clients that want nothing good, and what they say. */
const texts = {
  idle: 'GET /item HTTP/1.1\r\nHost: victim\r\n\r\n',
  slowHeaders: 'GET /item HTTP/1.1\r\nHost: victim\r\nX-Slow: ',
  slowBody:
    'POST /item HTTP/1.1\r\nHost: victim\r\nContent-Type: application/json\r\nContent-Length: 100000\r\n\r\n"',
  largeHeaders: `GET /item HTTP/1.1\r\nHost: victim\r\nConnection: close\r\nX-Large: ${'x'.repeat(15_000)}\r\n\r\n`,
  tooLargeHeaders: `GET /item HTTP/1.1\r\nHost: victim\r\nX-Large: ${'x'.repeat(17_000)}\r\n\r\n`,
  malformed: 'GET /item HTTP/1.1\r\nHost victim\r\n\r\n',
} as const

export type HostileKind = keyof typeof texts

/** How many connections of each kind there are at any time; one that is over is opened again. */
export type CrowdSizes = Readonly<Record<HostileKind, number>>

export interface Crowd {
  /** How connections ended that the service ended, so far. */
  readonly endings: Readonly<Record<HostileKind, readonly Ending[]>>
  /** Idle connections that the service has answered and keeps. */
  readonly idle: () => number
  /** Sends them all away. */
  leave(): Promise<void>
}

const slow: ReadonlySet<HostileKind> = new Set(['slowHeaders', 'slowBody'])
/** A second is what the slowest clients of the world take for a byte; also the pause before a connection is opened again. */
const secondMs = 1000

/** Opens the connections, and is done when every idle one has had its answer. */
export async function gatherCrowd(port: number, sizes: CrowdSizes): Promise<Crowd> {
  const over = new AbortController()
  const kinds = Object.keys(texts) as HostileKind[]
  const endings = Object.fromEntries(kinds.map((kind) => [kind, [] as Ending[]])) as Record<
    HostileKind,
    Ending[]
  >
  const settled = Promise.withResolvers<void>()
  let idle = 0

  async function live(kind: HostileKind) {
    while (!over.signal.aborted) {
      const ending = await rawClient({ port, text: texts[kind], signal: over.signal, ...behaviour(kind) })
      if (kind === 'idle') idle -= 1
      if (over.signal.aborted) return
      endings[kind].push(ending)
      await delay(secondMs, undefined, { signal: over.signal }).catch(() => undefined)
    }
  }
  function behaviour(kind: HostileKind) {
    if (slow.has(kind)) return { letterEveryMs: secondMs }
    if (kind !== 'idle') return {}
    return { onAnswer: () => void ((idle += 1) >= sizes.idle && settled.resolve()) }
  }
  const lives = kinds.flatMap((kind) => Array.from({ length: sizes[kind] }, () => live(kind)))
  await settled.promise
  return {
    endings,
    idle: () => idle,
    async leave() {
      over.abort()
      await Promise.all(lives)
    },
  }
}
