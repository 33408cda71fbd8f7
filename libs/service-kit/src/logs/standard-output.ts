import { pino, type DestinationStream } from 'pino'
import { isatty } from 'node:tty'
import { formatLine } from './format-line.ts'

/** Where log lines go, and how to be sure that they have gone. */
export interface LogOutput extends DestinationStream {
  flush(done: () => void): void
  flushSync(): void
}

const standardOutputNumber = 1

/** So many bytes are written even before the turn of the event loop is over. */
const fullBytes = 8 * 1024

let shared: LogOutput | undefined

/** Standard output: JSON, or on a terminal lines for a person. One for all loggers of the process, so that lines stay in order. */
export function standardOutput(): LogOutput {
  shared ??= openStandardOutput()
  return shared
}

function openStandardOutput(): LogOutput {
  const output = pino.destination({ dest: standardOutputNumber, sync: true, minLength: fullBytes })
  const batch = writeInTurns(output)
  process.on('exit', batch.flushSync)
  return isatty(standardOutputNumber) ? { ...batch, write: (line) => batch.write(formatLine(line)) } : batch
}

/**
 * Gathers the lines of one turn of the event loop and writes them at its end: under load a dozen lines cost what one does.
 * Each write is synchronous, so that lines cannot overtake each other and all are out when the process ends; pino's
 * asynchronous destination loses the write that is under way at an exit.
 */
export function writeInTurns(output: DestinationStream & { flushSync(): void }): LogOutput {
  let isDue = false
  function flushSync() {
    isDue = false
    output.flushSync()
  }
  return {
    write(line) {
      output.write(line)
      if (isDue) return
      isDue = true
      setImmediate(flushSync)
    },
    flush(done) {
      flushSync()
      done()
    },
    flushSync,
  }
}
