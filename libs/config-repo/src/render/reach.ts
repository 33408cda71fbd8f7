import { references, type Reference } from 'kustomize-ts'
import type { FileTree } from './file-tree.ts'
import { pathOf, placeOf, treeReader } from './tree-reader.ts'

/** What the kustomization in a folder names, by paths in the tree. */
export interface Named {
  readonly folders: readonly string[]
  readonly files: readonly string[]
}

const nothing: Named = { folders: [], files: [] }

/** The names that kustomize gives its file. */
export const kustomizationNames: readonly string[] = [
  'kustomization.yaml',
  'kustomization.yml',
  'Kustomization',
]

/** What the kustomization in `folder` names, links resolved. One that cannot be read names nothing: rendering it says why. */
export function namedBy(tree: FileTree, folder: string): Named {
  const found = readReferences(tree, folder)
  const folders = found.filter(({ kind }) => kind === 'directory').map(({ path }) => realPath(tree, path))
  const files = found.filter(({ kind }) => kind === 'file').map(({ path }) => realPath(tree, path))
  return found.length === 0 ? nothing : { folders, files }
}

function readReferences(tree: FileTree, folder: string): readonly Reference[] {
  try {
    return references(placeOf(folder), { read: treeReader(() => tree) })
  } catch {
    return []
  }
}

function realPath(tree: FileTree, place: string): string {
  const path = pathOf(place)
  const found = tree.resolve(path)
  return found === undefined || found === 'outside' ? path : found.path
}

/** The kustomization files of a folder, all that are there. */
export function kustomizationsIn(tree: FileTree, folder: string): string[] {
  return kustomizationNames.flatMap((name) => {
    const found = tree.resolve(folder === '' ? name : `${folder}/${name}`)
    return found !== undefined && found !== 'outside' && found.kind === 'file' ? [found.path] : []
  })
}

/**
 * Everything that what is rendered from `folder` can depend on: the folders whose kustomizations are read, and whatever
 * they name, also where nothing is. All that kustomize reads besides lies below one of these folders.
 */
export function reachOf(tree: FileTree, folder: string, known: Map<string, Named>): string[] {
  const reached = new Set([folder])
  const names = new Set<string>()
  for (const each of reached) {
    const named = known.get(each) ?? namedBy(tree, each)
    known.set(each, named)
    for (const file of named.files) names.add(file)
    for (const next of named.folders) reached.add(next)
  }
  return [...reached, ...names]
}
