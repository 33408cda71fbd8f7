import { mkdir, writeFile } from 'node:fs/promises'
import path from 'node:path'
import ts from 'typescript'

/** Whose types are written. */
export interface Declared {
  /** The library's folder of sources. */
  readonly source: string
  /** The files within it that can be imported. */
  readonly entries: readonly string[]
  /** Whether they may mention types of other packages, which then must be there too. */
  readonly mayMentionPackages?: boolean
}

/**
 * Writes the types of a library's entries below `target`, beside those of the files that they mention; what they do not
 * mention stays behind. Throws for type errors, and when types of another package are mentioned that may not be.
 */
export async function writeDeclarations(
  { source, entries, mayMentionPackages = false }: Declared,
  target: string,
): Promise<void> {
  const files = entries.map((entry) => path.join(source, entry))
  const declared = emitDeclarations(files)
  const queue = files.map((file) => file.replace(/\.ts$/, '.d.ts'))
  for (const file of queue) {
    const text = declared.get(file)
    if (text === undefined) throw new Error(`Cannot pack types: wanted "${file}" among those of "${source}"`)
    const built = path.join(target, path.relative(source, file))
    await mkdir(path.dirname(built), { recursive: true })
    await writeFile(
      built,
      text.replaceAll(relativeImport, (_, before: string, quote: string) => `${before}.js${quote}`),
    )
    const { own, packages } = mentionedIn(file, text)
    if (packages.length > 0 && !mayMentionPackages) throw mentioning(file, packages)
    queue.push(...own.filter((mentioned) => !queue.includes(mentioned)))
  }
}

const relativeImport = /((?:from |import\()(["'])\.[^"']*)\.ts\2/g

function mentionedIn(file: string, text: string): { own: string[]; packages: string[] } {
  const names = new Set(ts.preProcessFile(text).importedFiles.map(({ fileName }) => fileName))
  const own = [...names].filter((name) => name.startsWith('.'))
  return {
    own: own.map((name) => path.join(path.dirname(file), name.replace(/\.ts$/, '.d.ts'))),
    packages: [...names].filter((name) => !name.startsWith('.')),
  }
}

function mentioning(file: string, packages: readonly string[]): Error {
  return new Error(
    `Cannot pack types: wanted none of "${packages.join('", "')}" in "${file}", as packages are bundled`,
  )
}

/** The types of files and of all that they import, by the path beside each source. */
function emitDeclarations(entries: readonly string[]): ReadonlyMap<string, string> {
  const [entry = ''] = entries
  const declared = new Map<string, string>()
  const program = ts.createProgram(entries, compilerOptions(entry))
  const { diagnostics } = program.emit(undefined, (file, text) => declared.set(path.normalize(file), text))
  const errors = [...ts.getPreEmitDiagnostics(program), ...diagnostics]
  if (errors.length === 0) return declared
  const host = {
    getCurrentDirectory: () => '',
    getCanonicalFileName: (file: string) => file,
    getNewLine: () => '\n',
  }
  throw new Error(`Cannot pack types of "${entry}": ${ts.formatDiagnostics(errors, host)}`)
}

function compilerOptions(entry: string): ts.CompilerOptions {
  const file = ts.findConfigFile(path.dirname(entry), (name) => ts.sys.fileExists(name), 'tsconfig.base.json')
  if (file === undefined)
    throw new Error(`Cannot pack types of "${entry}": wanted a tsconfig.base.json above it`)
  const { config } = ts.readConfigFile(file, (name) => ts.sys.readFile(name)) as {
    config: { compilerOptions: object }
  }
  const { options } = ts.convertCompilerOptionsFromJson(config.compilerOptions, path.dirname(file))
  return { ...options, declaration: true, emitDeclarationOnly: true }
}
