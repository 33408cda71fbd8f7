import path from 'node:path'
import { runProgram } from '../kustomize/run-program.ts'

const command = path.resolve(import.meta.dirname, '../../slipway/bin/slipway.js')

/** Runs `slipway diff` on a branch in a clone of a config repo; how long it took, and how many overlays differ. */
export function runDiff(directory: string, branch: string): { milliseconds: number; overlays: number } {
  const args = [command, 'diff', '--base', 'main', '--head', branch, '--format', 'json']
  const { stdout, milliseconds } = runProgram(process.execPath, args, '', directory)
  const { overlays } = JSON.parse(stdout) as { overlays: unknown[] }
  return { milliseconds, overlays: overlays.length }
}
