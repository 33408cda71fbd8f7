import { spawn, type ChildProcess } from 'node:child_process'
import { EventEmitter, once } from 'node:events'
import { createInterface } from 'node:readline'
import { afterAll } from 'vitest'

/** One JSON line that a process logged. */
export type LogLine = Record<string, unknown>

/** A Node process of its own, which logs JSON lines to standard output. */
export interface NodeProcess {
  pid: number
  /** Every line so far. */
  lines: LogLine[]
  /** The first line with this message, also one that comes later; rejects when the process ends without it. */
  waitForLine(msg: string): Promise<LogLine>
  /** Sends a signal, or nothing when the process shall end by itself, and gives how it ended. */
  end(signal?: NodeJS.Signals): Promise<{ code: number | null; signal: NodeJS.Signals | null }>
}

/**
 * Runs a TypeScript file with this Node and no environment but `environment`. A process that still runs when the test
 * file is over is killed.
 */
export function startNode(file: string, environment: Record<string, string>): NodeProcess {
  const child = spawn(process.execPath, [file], { env: environment, stdio: ['ignore', 'pipe', 'inherit'] })
  started.push(child)
  const exited = once(child, 'close') as Promise<[number | null, NodeJS.Signals | null]>
  const log = readLog(child, file)
  return {
    ...log,
    pid: child.pid ?? 0,
    async end(signal) {
      if (signal) child.kill(signal)
      const [code, by] = await exited
      return { code, signal: by }
    },
  }
}

const started: ChildProcess[] = []

afterAll(() => {
  for (const child of started.splice(0)) child.kill('SIGKILL')
})

function readLog(child: ChildProcess, file: string): Pick<NodeProcess, 'lines' | 'waitForLine'> {
  const lines: LogLine[] = []
  const events = new EventEmitter()
  const output = createInterface({ input: child.stdout! })
  output.on('line', (text) => {
    lines.push(JSON.parse(text) as LogLine)
    events.emit('change')
  })
  const closed = once(output, 'close').then(() => true)
  return {
    lines,
    async waitForLine(msg) {
      for (;;) {
        const found = lines.find((line) => line['msg'] === msg)
        if (found) return found
        const over = await Promise.race([once(events, 'change').then(() => false), closed])
        if (over && !lines.some((line) => line['msg'] === msg)) {
          throw new Error(`${file} ended without the line "${msg}": ${JSON.stringify(lines)}`)
        }
      }
    },
  }
}
