import { mkdir, writeFile } from 'node:fs/promises'
import path from 'node:path'
import ts from 'typescript'

/**
 * Writes the types of a library's `index.ts` below `target`, beside those of the files that they mention; what they do not
 * mention stays behind. Throws for type errors, and when types of another package are mentioned.
 */
export async function writeDeclarations(source: string, target: string): Promise<void> {
  const declared = emitDeclarations(path.join(source, 'index.ts'))
  const queue = [path.join(source, 'index.d.ts')]
  for (const file of queue) {
    const text = declared.get(file)
    if (text === undefined) throw new Error(`Cannot pack types: wanted "${file}" among those of "${source}"`)
    const built = path.join(target, path.relative(source, file))
    await mkdir(path.dirname(built), { recursive: true })
    await writeFile(
      built,
      text.replaceAll(relativeImport, (_, before: string) => `${before}.js'`),
    )
    for (const mentioned of mentionedFiles(file, text)) if (!queue.includes(mentioned)) queue.push(mentioned)
  }
}

const relativeImport = /(from '\.[^']*)\.ts'/g

function mentionedFiles(file: string, text: string): string[] {
  return ts.preProcessFile(text).importedFiles.map(({ fileName }) => {
    if (fileName.startsWith('.')) return path.join(path.dirname(file), fileName.replace(/\.ts$/, '.d.ts'))
    throw new Error(`Cannot pack types: wanted none of "${fileName}" in "${file}", as packages are bundled`)
  })
}

/** The types of a file and of all that it imports, by the path beside each source. */
function emitDeclarations(entry: string): ReadonlyMap<string, string> {
  const declared = new Map<string, string>()
  const program = ts.createProgram([entry], compilerOptions(entry))
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
