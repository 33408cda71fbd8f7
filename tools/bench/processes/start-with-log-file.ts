import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { open, readFile } from 'node:fs/promises'
import { setTimeout as delay } from 'node:timers/promises'
import type { BenchProcess, LogLine } from './start-process.ts'

/** A program that logs a JSON line with `"Listening"` and its port. */
export interface LoggingProgram {
  readonly command: readonly [program: string, ...args: string[]]
  readonly environment?: Record<string, string>
  /** Gets its standard output, as in production somebody else reads that: this process spends nothing on the lines. */
  readonly logFile: string
}

/** Runs a program until it is ended, or this process ends; waits until it listens. */
export async function startWithLogFile({
  command: [program, ...args],
  environment = {},
  logFile,
}: LoggingProgram): Promise<BenchProcess> {
  const log = await open(logFile, 'w')
  const env = { PORT: '0', LOG_LEVEL: 'info', ...environment }
  const child = spawn(program, args, { env, stdio: ['ignore', log.fd, 'inherit'] })
  const kill = () => child.kill('SIGKILL')
  process.once('exit', kill)
  const exited = once(child, 'close').then(([code]: (number | null)[]) => {
    process.off('exit', kill)
    return code ?? null
  })
  await log.close()
  const listening = await Promise.race([waitForLine(logFile), exited])
  if (listening === null || typeof listening === 'number')
    throw new Error(`Cannot measure: ${[program, ...args].join(' ')} ended with ${listening}`)
  return {
    pid: child.pid ?? 0,
    listening,
    url: `http://127.0.0.1:${Number(listening['port'])}`,
    adminUrl: `http://127.0.0.1:${Number(listening['adminPort'])}`,
    end(signal = 'SIGTERM') {
      child.kill(signal)
      return exited
    },
  }
}

async function waitForLine(file: string): Promise<LogLine> {
  for (;;) {
    const line = (await readFile(file, 'utf8')).split('\n').find((text) => text.includes('"Listening"'))
    if (line?.endsWith('}')) return JSON.parse(line) as LogLine
    await delay(20)
  }
}
