import { glob } from 'node:fs/promises'
import path from 'node:path'

const ending = '.as.ts'

/** Whether a file is AssemblyScript that becomes a WebAssembly module of its own: `sum.as.ts`. */
export function isKernel(file: string): boolean {
  return file.endsWith(ending)
}

/** Where the module of a kernel lies: `sum.wasm` beside `sum.as.ts`. */
export function modulePath(kernel: string): string {
  return `${kernel.slice(0, -ending.length)}.wasm`
}

/** The kernels below `directory`, sorted and relative to it; those of installed packages and of builds are none. */
export async function findKernels(directory: string): Promise<string[]> {
  const found = await Array.fromAsync(glob(`**/*${ending}`, { cwd: directory, exclude: isForeign }))
  return found.toSorted()
}

function isForeign(folder: string): boolean {
  return /^(node_modules|dist|\..*)$/.test(path.basename(folder))
}
