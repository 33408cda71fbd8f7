import { temporaryDirectory } from '@slipway/testing'
import { execFile } from 'node:child_process'
import { openSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { promisify } from 'node:util'
import { describe, expect, it } from 'vitest'
import { writeInTurns } from './standard-output.ts'
import { writeAll } from './write-all.ts'

const chatty = path.join(import.meta.dirname, '../fixtures/chatty.ts')

/** Runs a process that writes 5,000 lines and ends in some way; gives the numbers of the lines that came out. */
async function numbersOf(end: string): Promise<unknown[]> {
  const env = { END: end }
  const { stdout } = await promisify(execFile)(process.execPath, [chatty], { env, maxBuffer: 1e8 }).catch(
    (error: unknown) => error as { stdout: string },
  )
  const lines = stdout.trimEnd().split('\n')
  return lines.map((line) => (JSON.parse(line) as { number?: number }).number)
}

describe('standardOutput()', () => {
  it.each(['exit', 'exit-later', 'throw', 'return', 'fatal'])(
    'has every line, in order, of a process that ends with %s',
    async (end) => {
      expect(await numbersOf(end)).toEqual(Array.from({ length: 5000 }, (_, index) => index))
    },
  )
})

async function openFile() {
  const file = path.join(await temporaryDirectory(), 'log')
  const descriptor = openSync(file, 'w')
  const output = writeInTurns({ write: (text) => writeAll(descriptor, text) })
  return { output, written: () => readFileSync(file, 'utf8') }
}

describe('writeInTurns()', () => {
  it('writes the lines of a turn at its end', async () => {
    const { output, written } = await openFile()
    output.write('one\n')
    output.write('two\n')
    expect(written()).toBe('')
    await new Promise((resolve) => setImmediate(resolve))
    expect(written()).toBe('one\ntwo\n')
  })

  it('is done with flush() when every line is out', async () => {
    const { output, written } = await openFile()
    output.write('one\n')
    await new Promise<void>((resolve) => output.flush(resolve))
    expect(written()).toBe('one\n')
  })
})
