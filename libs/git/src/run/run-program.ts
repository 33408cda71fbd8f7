import { spawn } from 'node:child_process'
import { pipeline } from 'node:stream/promises'

/** What a program reads. */
export type ProgramInput = string | Uint8Array | AsyncIterable<Uint8Array>

/** What a program needs to run. */
export interface ProgramOptions {
  readonly directory: string
  readonly env: Readonly<Record<string, string | undefined>>
  readonly input: ProgramInput
  readonly signal?: AbortSignal | undefined
  /** Runs it in a process group of its own. */
  readonly detached?: boolean
}

/** How a program ended; `exitCode` is `undefined` when it did not by itself, or never began. */
export interface ProgramResult {
  readonly stdout: Buffer
  readonly stderr: Buffer
  readonly exitCode: number | undefined
  readonly wasAborted: boolean
  /** Why it did not begin. */
  readonly cause?: NodeJS.ErrnoException
}

/**
 * Runs a program to its end. Not by execa, which makes each call a few milliseconds longer, and the first one a tenth of a second:
 * a publish is some of them. Never rejects.
 */
export function runProgram(
  program: string,
  args: readonly string[],
  { directory, env, input, signal, detached = false }: ProgramOptions,
): Promise<ProgramResult> {
  return new Promise((resolve) => {
    const [stdout, stderr]: [Buffer[], Buffer[]] = [[], []]
    const end = (exitCode: number | null, cause?: NodeJS.ErrnoException) => {
      signal?.removeEventListener('abort', abort)
      resolve({
        stdout: Buffer.concat(stdout),
        stderr: Buffer.concat(stderr),
        exitCode: exitCode ?? undefined,
        wasAborted: signal?.aborted === true && exitCode === null,
        ...(cause && { cause }),
      })
    }
    const child = spawn(program, args, { cwd: directory, env, detached })
    // A transport of Git that waits for the network outlives it, and would keep its output open.
    const abort = () => {
      child.kill()
      for (const stream of [child.stdin, child.stdout, child.stderr]) stream.destroy()
    }
    child.stdout.on('data', (chunk: Buffer) => stdout.push(chunk))
    child.stderr.on('data', (chunk: Buffer) => stderr.push(chunk))
    child.once('error', (cause) => end(null, cause))
    child.once('close', (code) => end(code))
    // It may have ended without reading.
    child.stdin.on('error', () => {})
    if (typeof input === 'string' || input instanceof Uint8Array) child.stdin.end(input)
    // What breaks off leaves the program with half of it, which it refuses.
    else pipeline(input, child.stdin).catch(() => child.kill())
    if (signal?.aborted) abort()
    else signal?.addEventListener('abort', abort, { once: true })
  })
}
