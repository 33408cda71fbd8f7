import type { Problem } from '@slipway/config-repo'
import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { SlipwayError } from '../slipway-error.ts'
import type { Compiler, Diagnostic } from './load-compiler.ts'

/** The file in which a project may set AssemblyScript's options itself. */
export const compilerConfig = 'asconfig.json'

/** Fastest code, and no garbage collector: a kernel gets numbers and gives numbers. */
const defaultOptions = ['--optimizeLevel', '3', '--runtime', 'stub']

const errorCategory = 3

/**
 * The WebAssembly module that the AssemblyScript in `kernel` (relative to `directory`) compiles to, the same bytes in any
 * folder. Throws `kernel-failed` with a place for each problem.
 */
export async function compileKernel(
  compiler: Compiler,
  directory: string,
  kernel: string,
): Promise<Uint8Array> {
  const written: Uint8Array[] = []
  const diagnostics: Diagnostic[] = []
  const options = existsSync(path.join(directory, compilerConfig)) ? [] : defaultOptions
  const { error } = await compiler.main([kernel, '--outFile', 'module.wasm', ...options], {
    readFile: (name, base) => readText(path.resolve(directory, base, name)),
    writeFile: (_name, contents) => void written.push(contents),
    listFiles: () => null,
    reportDiagnostic: (diagnostic) => void diagnostics.push(diagnostic),
  })
  const [module] = written
  if (!error && module) return module
  const problems = diagnostics.filter(({ category }) => category === errorCategory)
  throw new SlipwayError('kernel-failed', `Cannot compile "${kernel}": ${error?.message ?? 'no module'}`, {
    problems: problems.map((problem) => toProblem(problem, directory, kernel)),
  })
}

function readText(file: string): string | null {
  return existsSync(file) ? readFileSync(file, 'utf8') : null
}

function toProblem({ message, range }: Diagnostic, directory: string, kernel: string): Problem {
  const file = range?.source.normalizedPath ?? kernel
  const before = readText(path.join(directory, file))?.slice(0, range?.start ?? 0) ?? ''
  const lines = before.split('\n')
  const column = (lines.at(-1) ?? '').length + 1
  return { code: 'kernel-failed', message, file, line: lines.length, column }
}
