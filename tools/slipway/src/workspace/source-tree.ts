import type { Repository } from '@slipway/git'

/** One file of a source tree; `oid` is the id of its blob, `mode` as Git writes it (`100644`, `100755`, `120000`). */
export interface SourceFile {
  readonly path: string
  readonly mode: string
  readonly oid: string
}

/**
 * The files of a workspace as Git has them, at a commit or as the work tree stands: one way to read both, so that an
 * inputs hash means the same before and after a commit. Paths are relative to the workspace root.
 */
export interface SourceTree {
  readonly files: ReadonlyMap<string, SourceFile>
  /** The texts of the files at `paths`; a path that the tree does not have is left out. */
  readTexts(paths: Iterable<string>): Promise<Map<string, string>>
}

/** A source tree of a repository, with the bytes of its files. */
export interface GitTree extends SourceTree {
  /** The contents of the files at `paths`; what the tree does not have, and a submodule, is left out. Nothing is kept. */
  readContents(paths: Iterable<string>): Promise<Map<string, Buffer>>
}

/** The mode of a folder that another repository is in: its id is that of a commit there. */
const submodule = '160000'

/** The tree of a commit, a tag or a tree id. What was read is kept, as many services ask for the same. */
export async function openSourceTree(repository: Repository, treeish: string): Promise<GitTree> {
  const entries = await repository.listTree(treeish)
  const files = new Map<string, SourceFile>()
  for (const { path, mode, oid } of entries) files.set(path, { path, mode, oid })
  const known = new Map<string, string>()
  return {
    files,
    async readTexts(paths) {
      const wanted = [...new Set(paths)].filter((path) => files.has(path))
      const missing = wanted.filter((path) => !known.has(path) && files.get(path)?.mode !== submodule)
      // By the ids that are known: to ask by path is to list the tree again.
      const contents = await repository.readBlobs(missing.map((path) => files.get(path)?.oid ?? ''))
      for (const [index, path] of missing.entries()) known.set(path, contents[index]?.toString('utf8') ?? '')
      return new Map(wanted.map((path) => [path, known.get(path) ?? '']))
    },
    async readContents(paths) {
      const found = [...new Set(paths)].flatMap((path) => files.get(path) ?? [])
      const blobs = found.filter(({ mode }) => mode !== submodule)
      const contents = await repository.readBlobs(blobs.map(({ oid }) => oid))
      return new Map(blobs.map(({ path }, index) => [path, contents[index] ?? Buffer.alloc(0)]))
    },
  }
}

/** The files below `folder`, itself included when it is a file; `.` is the whole tree. */
export function filesBelow(tree: SourceTree, folder: string): SourceFile[] {
  return [...tree.files.values()].filter(({ path }) => isBelow(path, folder))
}

/** Whether a path lies in a folder, or is that path. */
export function isBelow(path: string, folder: string): boolean {
  return folder === '.' || path === folder || path.startsWith(`${folder}/`)
}
