import type { DestinationStream } from 'pino'
import { isatty } from 'node:tty'
import { formatLine } from './format-line.ts'
import { writeAll } from './write-all.ts'

/** Where log lines go, and how to be sure that they have gone. */
export interface LogOutput extends DestinationStream {
  flush(done: () => void): void
  flushSync(): void
}

const standardOutputNumber = 1

/** So many characters are written even before the turn of the event loop is over. */
const fullLength = 64 * 1024

let shared: LogOutput | undefined

/** Standard output: JSON, or on a terminal lines for a person. One for all loggers of the process, so that lines stay in order. */
export function standardOutput(): LogOutput {
  shared ??= openStandardOutput()
  return shared
}

function openStandardOutput(): LogOutput {
  const batch = writeInTurns({ write: writeUnlessClosed(standardOutputNumber) })
  process.on('exit', batch.flushSync)
  return isatty(standardOutputNumber) ? { ...batch, write: (line) => batch.write(formatLine(line)) } : batch
}

/** A service goes on when nobody reads its log any more. */
function writeUnlessClosed(descriptor: number): (text: string) => void {
  let isClosed = false
  return (text) => {
    if (isClosed) return
    try {
      writeAll(descriptor, text)
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EPIPE') throw error
      isClosed = true
    }
  }
}

/**
 * Gathers the lines of one turn of the event loop and writes them at its end: under load a dozen lines cost what one does.
 * `output` writes at once, so that lines cannot overtake each other and all are out when the process ends; pino's asynchronous
 * destination loses the write that is under way at an exit, and its own `flushSync` waits for the disk.
 */
export function writeInTurns(output: DestinationStream): LogOutput {
  let text = ''
  let isDue = false
  function flushSync() {
    const lines = text
    text = ''
    if (lines !== '') output.write(lines)
  }
  function endTurn() {
    isDue = false
    flushSync()
  }
  return {
    write(line) {
      text += line
      if (text.length >= fullLength) flushSync()
      if (isDue) return
      isDue = true
      setImmediate(endTurn)
    },
    flush(done) {
      flushSync()
      done()
    },
    flushSync,
  }
}
