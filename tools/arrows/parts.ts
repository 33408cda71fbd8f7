import { glob, readFile } from 'node:fs/promises'
import path from 'node:path'
import ts from 'typescript'

/** A part of the workspace (a folder below apps, libs or tools) and what its TypeScript imports. */
export interface Part {
  folder: string
  /** The package's name; a tool without a `package.json` has none. */
  name: string | undefined
  /** The packages that `package.json` declares, and those that it declares for development only. */
  declared: ReadonlySet<string>
  declaredForDevelopment: ReadonlySet<string>
  imports: ImportOfPart[]
}

/** One import: where it stands, and the package or the relative path that it names. */
export interface ImportOfPart {
  file: string
  line: number
  specifier: string
}

/** Reads every part of the workspace, in order of their folders. */
export async function readParts(root: string): Promise<Part[]> {
  const manifest = await readManifest(path.join(root, 'package.json'))
  const folders = await Array.fromAsync(glob('{apps,libs,tools}/*', { cwd: root }))
  return Promise.all(folders.toSorted().map((folder) => readPart(root, folder, manifest)))
}

interface Manifest {
  name?: string
  dependencies?: Record<string, string>
  devDependencies?: Record<string, string>
  peerDependencies?: Record<string, string>
}

async function readPart(root: string, folder: string, fallback: Manifest): Promise<Part> {
  const own = await readManifest(path.join(root, folder, 'package.json')).catch(() => undefined)
  const {
    name,
    dependencies = {},
    devDependencies = {},
    peerDependencies = {},
  } = own ?? { ...fallback, name: undefined }
  const files = await Array.fromAsync(
    glob('**/*.{ts,mts}', {
      cwd: path.join(root, folder),
      exclude: (entry) => /^(node_modules|dist|files)$/.test(entry),
    }),
  )
  const imports = await Promise.all(
    files.toSorted().map((file) => readImports(root, path.join(folder, file))),
  )
  return {
    folder,
    name,
    declared: new Set(
      [dependencies, peerDependencies, own ? {} : devDependencies].flatMap((each) => Object.keys(each)),
    ),
    declaredForDevelopment: new Set(Object.keys(devDependencies)),
    imports: imports.flat(),
  }
}

async function readManifest(file: string): Promise<Manifest> {
  return JSON.parse(await readFile(file, 'utf8')) as Manifest
}

async function readImports(root: string, file: string): Promise<ImportOfPart[]> {
  const text = await readFile(path.join(root, file), 'utf8')
  return ts.preProcessFile(text, true, true).importedFiles.map(({ fileName, pos }) => ({
    file,
    line: text.slice(0, pos).split('\n').length,
    specifier: fileName,
  }))
}
