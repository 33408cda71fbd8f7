import type { Environment } from '../environment.ts'

/** What a command works with: where it was called, and where it may write. Data goes to `stdout`, all else to `stderr`. */
export interface CommandContext {
  readonly cwd: string
  readonly environment: Environment
  readonly stdin: AsyncIterable<Uint8Array | string>
  readonly stdout: Output
  readonly stderr: { write(text: string): unknown }
}

/** Where data goes; a terminal says that it is one, and how wide. */
export interface Output {
  write(text: string): unknown
  readonly isTTY?: boolean | undefined
  readonly columns?: number | undefined
}

/** How a command ended: done, problems found, wrong usage. */
export const exitStatus = { done: 0, problems: 1, wrongUsage: 2 } as const

/** Thrown by a command that has printed what it found, to end with another status than done. */
export class EndWith extends Error {
  readonly status: number

  constructor(status: number) {
    super(`ended with ${status}`)
    this.status = status
  }
}
