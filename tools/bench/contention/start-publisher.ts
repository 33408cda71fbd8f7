import { spawn } from 'node:child_process'
import { once } from 'node:events'
import path from 'node:path'
import { createInterface } from 'node:readline'
import type { PublisherAnswer, PublisherRequest } from './publisher.ts'

/** A publisher in a process group of its own, with all that it starts. */
export interface Publisher {
  /** When it has loaded its code. */
  readonly ready: Promise<void>
  /** Lets it begin. */
  go(): void
  /** Kills the whole group, as a runner does when a job is cancelled. */
  kill(): void
  /** What it said; `undefined` when it was killed before. Rejects when it ended in another way. */
  readonly answer: Promise<PublisherAnswer | undefined>
}

/** Starts a publisher, which waits for `go`. Whoever starts it has to see to its end. */
export function startPublisher(request: PublisherRequest, env: Record<string, string>): Publisher {
  const file = path.join(import.meta.dirname, 'publisher.ts')
  const child = spawn(process.execPath, [file, JSON.stringify(request)], {
    detached: true,
    env: { ...process.env, ...env },
    stdio: ['pipe', 'pipe', 'pipe'],
  })
  child.stdin.on('error', () => undefined)
  const lines: string[] = []
  const errors: Buffer[] = []
  child.stderr.on('data', (chunk: Buffer) => errors.push(chunk))
  const reader = createInterface({ input: child.stdout })
  reader.on('line', (line) => lines.push(line))
  const closed = once(child, 'close')
  const answer = closed.then(([code, signal]: unknown[]) => {
    const last = lines.at(-1)
    if (last?.startsWith('{')) return JSON.parse(last) as PublisherAnswer
    if (signal === 'SIGKILL') return undefined
    throw new Error(`A publisher ended with ${String(code ?? signal)}: ${Buffer.concat(errors).toString()}`)
  })
  const ready = Promise.race([once(reader, 'line'), closed]).then(() => undefined)
  return { ready, answer, kill: () => killGroup(child.pid), go: () => void child.stdin.write('go\n') }
}

function killGroup(group: number | undefined): void {
  try {
    if (group !== undefined) process.kill(-group, 'SIGKILL')
  } catch (error) {
    // It ended by itself in this moment.
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error
  }
}
