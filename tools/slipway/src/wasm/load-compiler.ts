import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { SlipwayError } from '../slipway-error.ts'

/** What the compiler says about a place in a source, or about none. */
export interface Diagnostic {
  readonly category: number
  readonly message: string
  readonly range: {
    /** Characters before it in the source. */
    readonly start: number
    readonly source: { readonly normalizedPath: string }
  } | null
}

/** The part of AssemblyScript's `asc` that is used: https://www.assemblyscript.org/compiler.html#programmatic-usage. */
export interface Compiler {
  main(
    args: readonly string[],
    options: {
      readFile(name: string, base: string): string | null
      writeFile(name: string, contents: Uint8Array): void
      listFiles(directory: string, base: string): string[] | null
      reportDiagnostic(diagnostic: Diagnostic): void
    },
  ): Promise<{ error: Error | null }>
}

/** The AssemblyScript compiler that the project in `directory` depends on; throws `no-compiler` when it has none. */
export async function loadCompiler(directory: string): Promise<Compiler> {
  const manifest = path.join(directory, 'package.json')
  const folders = createRequire(manifest).resolve.paths('assemblyscript') ?? []
  const file = folders.map((folder) => path.join(folder, 'assemblyscript/dist/asc.js')).find(existsSync)
  if (file !== undefined) return (await import(pathToFileURL(file).href)) as Compiler
  throw new SlipwayError(
    'no-compiler',
    `Cannot compile the kernels of "${directory}": wanted the package "assemblyscript", run "npm install --save-dev assemblyscript"`,
  )
}
