import path from 'node:path'
import type { LeakReport } from './leak-report.ts'
import type { RenderOrder, RenderReport } from './render-report.ts'
import { runProgram, type ProgramRun } from './run-program.ts'

/** What is compared. */
export interface Programs {
  readonly kustomize: string
  /** The program that renders with Kustomize's library; undefined where Go is missing. */
  readonly goLibrary: string | undefined
  /** The module of kustomize-ts, and its command. */
  readonly library: string
  readonly command: string
}

/** Renders folders by the command, a process each; the times together. */
export function runCommand({ kustomize }: Programs, folders: readonly string[]): ProgramRun {
  const runs = folders.map((folder) => runProgram(kustomize, ['build', folder]))
  return {
    stdout: runs.map(({ stdout }) => stdout).join(''),
    stderr: '',
    milliseconds: runs.reduce((sum, { milliseconds }) => sum + milliseconds, 0),
  }
}

/** Renders folders by Kustomize's library in one process, which says how long that took without its start. */
export function runGoLibrary(program: string, folders: readonly string[]): ProgramRun & { inside: number } {
  const run = runProgram(program, [], `${folders.join('\n')}\n`)
  return { ...run, inside: 1000 * Number(run.stderr) }
}

/** Renders folders by kustomize-ts in a process of its own. */
export function runLibrary({ library }: Programs, order: RenderOrder): RenderReport & { whole: number } {
  const script = path.join(import.meta.dirname, 'render-process.mjs')
  const { stdout, milliseconds } = runProgram(process.execPath, [script, library], JSON.stringify(order))
  return { ...(JSON.parse(stdout) as RenderReport), whole: milliseconds }
}

/** Renders folders by kustomize-ts 50 times in a process of its own. */
export function runLeakTest({ library }: Programs, folders: readonly string[]): LeakReport {
  const script = path.join(import.meta.dirname, 'leak-process.mjs')
  const args = ['--expose-gc', script, library]
  return JSON.parse(runProgram(process.execPath, args, JSON.stringify({ folders })).stdout) as LeakReport
}

/** Renders a folder by the command of kustomize-ts. */
export function runOwnCommand({ command }: Programs, folder: string): ProgramRun {
  return runProgram(process.execPath, [command, 'build', folder])
}
