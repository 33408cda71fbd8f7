import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'

/** One JSON line that a process logged. */
export type LogLine = Readonly<Record<string, unknown>>

/** A Node process of a benchmark. */
export interface BenchProcess {
  readonly pid: number
  /** The line that it logged when it began to listen: its port is there. */
  readonly listening: LogLine
  /** Such as `http://127.0.0.1:3000`. */
  readonly url: string
  /** Where its metrics and probes are. */
  readonly adminUrl: string
  /** Sends a signal, SIGTERM unless told otherwise, and gives the exit code; `null` when a signal ended it. */
  end(signal?: NodeJS.Signals): Promise<number | null>
}

export interface ProcessOptions {
  readonly environment?: Record<string, string>
  /** Gets every line; without it, lines are read and dropped. */
  readonly onLine?: (line: LogLine) => void
}

/**
 * Runs a service's `main.ts` with this Node on a free port and waits until it listens. It has no environment but the one
 * given, and logs at `info`, as it waits for the line "Listening". Ends with this process whatever happens.
 */
export async function startProcess(
  file: string,
  { environment = {}, onLine }: ProcessOptions = {},
): Promise<BenchProcess> {
  const env = { PORT: '0', LOG_LEVEL: 'info', ...environment }
  const child = spawn(process.execPath, [file], { env, stdio: ['ignore', 'pipe', 'inherit'] })
  const kill = () => child.kill('SIGKILL')
  process.once('exit', kill)
  const exited = once(child, 'close').then(([code]: (number | null)[]) => {
    process.off('exit', kill)
    return code ?? null
  })
  const listening = Promise.withResolvers<LogLine>()
  createInterface({ input: child.stdout }).on('line', (text) => {
    const waits = text.includes('"Listening"')
    if (!waits && !onLine) return
    const line = JSON.parse(text) as LogLine
    onLine?.(line)
    if (line['msg'] === 'Listening') listening.resolve(line)
  })
  void exited.then((code) => listening.reject(new Error(`Cannot measure: ${file} ended with ${code}`)))
  const line = await listening.promise
  return {
    pid: child.pid ?? 0,
    listening: line,
    url: `http://127.0.0.1:${Number(line['port'])}`,
    adminUrl: `http://127.0.0.1:${Number(line['adminPort'])}`,
    end(signal = 'SIGTERM') {
      child.kill(signal)
      return exited
    },
  }
}
