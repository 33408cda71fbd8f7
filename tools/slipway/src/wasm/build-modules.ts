import { existsSync } from 'node:fs'
import { readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { SlipwayError } from '../slipway-error.ts'
import { compileKernel } from './compile-kernel.ts'
import { findKernels, modulePath } from './kernels.ts'
import { loadCompiler } from './load-compiler.ts'

/** A module as it is compiled from its kernel; paths are relative to the project. */
export interface BuiltModule {
  readonly kernel: string
  readonly file: string
  readonly bytes: Uint8Array
  /** Whether the file holds these very bytes. */
  readonly isCurrent: boolean
}

/** Compiles every kernel of the project in `directory` and writes the modules that differ. */
export async function buildModules(directory: string): Promise<BuiltModule[]> {
  const modules = await compileKernels(directory)
  for (const { file, bytes, isCurrent } of modules) {
    if (!isCurrent) await writeFile(path.join(directory, file), bytes)
  }
  return modules
}

/** Compiles every kernel, writes nothing, and throws `stale-module` unless each module is what its kernel compiles to. */
export async function checkModules(directory: string): Promise<BuiltModule[]> {
  const modules = await compileKernels(directory)
  const stale = modules.filter(({ isCurrent }) => !isCurrent)
  if (stale.length === 0) return modules
  throw new SlipwayError(
    'stale-module',
    `Cannot use ${stale.map(({ file }) => `"${file}"`).join(', ')} of "${directory}": wanted what the kernel beside it compiles to, run the target "wasm" and commit the module`,
  )
}

async function compileKernels(directory: string): Promise<BuiltModule[]> {
  const compiler = await loadCompiler(directory)
  const modules: BuiltModule[] = []
  for (const kernel of await findKernels(directory)) {
    const bytes = await compileKernel(compiler, directory, kernel)
    const file = modulePath(kernel)
    const committed = await readModule(path.join(directory, file))
    modules.push({ kernel, file, bytes, isCurrent: committed?.equals(bytes) ?? false })
  }
  return modules
}

async function readModule(file: string): Promise<Buffer | undefined> {
  return existsSync(file) ? await readFile(file) : undefined
}
