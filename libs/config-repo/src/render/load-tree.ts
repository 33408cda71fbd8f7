import type { FileSource } from './file-source.ts'
import { FileTree, type TreeFile } from './file-tree.ts'
import { kustomizationsIn, namedBy } from './reach.ts'

/**
 * The files of a source with the contents of all that rendering `folders` needs. It goes level by level (overlays, then
 * what they name, and so on), so that there is one question for each level, however many overlays there are.
 */
export async function loadTree(source: FileSource, folders: Iterable<string>): Promise<FileTree> {
  const tree = new FileTree(source.folder)
  const seen = new Set<string>()
  let level = new Set(folders)
  while (level.size > 0) {
    await list(source, tree, [...level])
    const opened = [...level].flatMap((folder) => open(tree, folder))
    for (const folder of [...level, ...opened]) seen.add(folder)
    await load(
      source,
      tree,
      opened.flatMap((folder) => kustomizationsIn(tree, folder)),
    )
    const named = opened.map((folder) => namedBy(tree, folder))
    const files = named.flatMap((one) => one.files)
    await list(
      source,
      tree,
      files.filter((file) => !tree.files.has(file)),
    )
    await load(source, tree, [...files, ...opened.flatMap((folder) => filesOfPlugins(tree, folder))])
    // A path that the source had not listed yet may turn out to be a folder.
    const next = [...named.flatMap((one) => one.folders), ...files.filter((file) => !tree.files.has(file))]
    level = new Set(next.filter((folder) => !seen.has(folder)))
  }
  return tree
}

/** The folder that a path leads to. */
function open(tree: FileTree, folder: string): string[] {
  const found = tree.resolve(folder)
  return found !== undefined && found !== 'outside' && found.kind === 'directory' ? [found.path] : []
}

async function list(source: FileSource, tree: FileTree, paths: readonly string[]): Promise<void> {
  if (paths.length === 0 || (source.listsAll && tree.files.size > 0)) return
  for (const [path, file] of await source.list(paths)) tree.set(path, file)
}

async function load(source: FileSource, tree: FileTree, paths: readonly string[]): Promise<void> {
  const missing = [...new Set(paths)].flatMap((path) => {
    const file = tree.files.get(path)
    return file && file.content === undefined ? [[path, file] as const] : []
  })
  if (missing.length === 0) return
  const contents = await source.read(missing)
  for (const [index, [path, file]] of missing.entries()) {
    const content: TreeFile['content'] = contents[index]
    tree.set(path, { ...file, content })
  }
}

/** A plugin's configuration, which may stand in the kustomization itself, names files below its folder that only a build gets to know. */
function filesOfPlugins(tree: FileTree, folder: string): string[] {
  const texts = kustomizationsIn(tree, folder).map((file) =>
    Buffer.from(tree.files.get(file)?.content ?? []).toString('utf8'),
  )
  if (!texts.some((text) => /\b(generators|transformers|validators)\b/.test(text))) return []
  return [...tree.files.keys()].filter((file) => folder === '' || file.startsWith(`${folder}/`))
}
