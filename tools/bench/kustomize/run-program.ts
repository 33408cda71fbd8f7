import { spawnSync } from 'node:child_process'

/** What a program printed, and the milliseconds from its start to its end. */
export interface ProgramRun {
  readonly stdout: string
  readonly stderr: string
  readonly milliseconds: number
}

/** Runs a program to its end, in this process's folder or another; throws when it fails. */
export function runProgram(file: string, args: readonly string[], input = '', cwd?: string): ProgramRun {
  const start = performance.now()
  const { status, stdout, stderr, error } = spawnSync(file, args, {
    input,
    cwd,
    encoding: 'utf8',
    maxBuffer: 2 ** 30,
  })
  const milliseconds = performance.now() - start
  if (status === 0) return { stdout, stderr, milliseconds }
  throw new Error(`Cannot measure: ${file} ended with ${status}\n${stderr}`, { cause: error })
}
