import path from 'node:path/posix'
import { filesBelow, isBelow, type SourceFile, type SourceTree } from '../../workspace/source-tree.ts'
import type { BuilderInputs } from './builder-inputs.ts'

/** Never part of a bundle: tests, Markdown, and what other tools read. */
const notSource =
  /(\.(test|spec)\.[^/]+|\.md|(^|\/)(Dockerfile|\.dockerignore|project\.json|vitest\.config\.[cm]?[jt]s))$/

/** Fields of a package.json that say how its code is found and read; a script or a devDependency is none of them. */
const manifestFields = ['name', 'type', 'main', 'module', 'browser', 'exports', 'imports', 'sideEffects']

const tsconfigFields = ['extends', 'compilerOptions']

/**
 * The files of packages that code in production can be made of, and of each `package.json` and `tsconfig.json` the
 * fields that can change that code, those in the folders above included.
 */
export async function findProductionFiles(
  tree: SourceTree,
  packages: readonly string[],
): Promise<Pick<BuilderInputs, 'files' | 'facts'>> {
  const found = new Map(
    packages.flatMap((folder) => filesBelow(tree, folder)).map((file) => [file.path, file]),
  )
  const sources = [...found.values()].filter((file) => !notSource.test(file.path))
  const partly = [...sources.filter(isPartly).map((file) => file.path), ...tsconfigsAbove(tree, packages)]
  return {
    files: sources.filter((file) => !isPartly(file)).map(fileEntry),
    facts: await readFacts(tree, [...new Set(partly)].toSorted()),
  }
}

/** The files below `paths`, byte for byte, in the order of their paths. */
export function findWholeFiles(tree: SourceTree, paths: readonly string[]): BuilderInputs['files'] {
  const files = [...tree.files.values()].filter((file) => paths.some((folder) => isBelow(file.path, folder)))
  return files.map(fileEntry)
}

/** Both lists as one, in the order of their paths, without twins. */
export function mergeFiles(...lists: readonly BuilderInputs['files'][]): BuilderInputs['files'] {
  const byPath = new Map(lists.flat().map((entry) => [entry[0], entry]))
  return [...byPath.values()].toSorted(([a], [b]) => (a < b ? -1 : 1))
}

/** Files whose bytes alone are taken over: whether one may be executed makes no difference. */
export function withoutModes(files: BuilderInputs['files']): BuilderInputs['files'] {
  return files.map(([name, mode, oid]) => [name, mode === '100755' ? '100644' : mode, oid])
}

function fileEntry({ path: name, mode, oid }: SourceFile): readonly [string, string, string] {
  return [name, mode, oid]
}

function isPartly({ path: name }: SourceFile): boolean {
  return path.basename(name) === 'package.json' || isTsconfig(name)
}

/** A file of compiler options, by its name. */
export function isTsconfig(name: string): boolean {
  return /^tsconfig[^/]*\.json$/.test(path.basename(name))
}

function tsconfigsAbove(tree: SourceTree, packages: readonly string[]): string[] {
  const folders = new Set(packages.flatMap(foldersAbove))
  return [...tree.files.keys()].filter((name) => isTsconfig(name) && folders.has(path.dirname(name)))
}

function foldersAbove(folder: string): string[] {
  const above = path.dirname(folder)
  return above === folder ? [] : [above, ...foldersAbove(above)]
}

async function readFacts(tree: SourceTree, paths: readonly string[]): Promise<BuilderInputs['facts']> {
  const texts = await tree.readTexts(paths)
  return paths.map((name) => [name, pickFields(name, texts.get(name) ?? '')])
}

/** A tsconfig.json may have comments, which JSON has not: its whole text counts then. */
function pickFields(name: string, text: string): unknown {
  try {
    const content = JSON.parse(text) as Record<string, unknown>
    const fields = isTsconfig(name) ? tsconfigFields : manifestFields
    return Object.fromEntries(
      fields.filter((field) => field in content).map((field) => [field, content[field]]),
    )
  } catch {
    return text
  }
}
