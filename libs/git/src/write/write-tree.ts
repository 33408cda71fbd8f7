import { GitError } from '../git-error.ts'
import { isOid, type Oid } from '../oid.ts'
import { readObjects } from '../read/objects.ts'
import { runGitText, type GitContext } from '../run/run-git.ts'
import { writeBlobs } from './blob.ts'
import { encodeName, readTreeObject, treeMode, writeTreeInput, type TreeItem } from './tree-object.ts'
import { splitPath } from './tree-path.ts'

/** What becomes of files, by path: their new content, or `null` to take them out. */
export type TreeChanges = ReadonlyMap<string, string | Uint8Array | null>

/**
 * Stores the tree that comes of changes to another one (`undefined`: to none), and gives its id. It reads and writes only
 * the folders on the paths, so its cost does not grow with the repository. A file keeps its mode; a folder that
 * becomes empty goes. Throws `invalid-path`, and `path-conflict` where a folder would take a file's place or the reverse.
 */
export async function writeTree(
  context: GitContext,
  base: Oid | undefined,
  changes: TreeChanges,
): Promise<Oid> {
  const levels = levelsOf(changes)
  const trees = await readFolders(context, base, levels)
  await putFiles(context, trees, changes)
  let root: Oid = ''
  // The deepest first, as a folder's tree holds the ids of those in it.
  for (const folders of levels.toReversed()) {
    const oids = await writeFolders(
      context,
      folders.map((folder) => trees.get(folder) ?? new Map()),
    )
    for (const [index, folder] of folders.entries()) {
      if (folder === '') root = oids[index] ?? ''
      else putFolder(trees, folder, oids[index])
    }
  }
  return root
}

type Trees = Map<string, Map<string, TreeItem>>

/** Every folder on the way to a changed file, by depth: first the root (`''`), then those in it. */
function levelsOf(changes: TreeChanges): string[][] {
  const levels = [new Set([''])]
  for (const path of changes.keys()) {
    const names = splitPath(path)
    for (let depth = 1; depth < names.length; depth += 1) {
      const level = (levels[depth] ??= new Set())
      level.add(names.slice(0, depth).join('/'))
    }
  }
  return levels.map((level) => [...level])
}

/** Level by level, as only a parent tells what a name is: the contents of a file in a folder's place may not be here. */
async function readFolders(context: GitContext, base: Oid | undefined, levels: string[][]): Promise<Trees> {
  const trees: Trees = new Map()
  for (const folders of levels) {
    const oids = await Promise.all(
      folders.map((folder) => (folder === '' ? findRoot(context, base) : folderIn(trees, folder))),
    )
    const contents = await readObjects(
      context,
      oids.filter((oid) => oid !== undefined),
    )
    for (const [index, folder] of folders.entries()) {
      const content = oids[index] && contents.shift()
      trees.set(folder, content ? readTreeObject(content, (base ?? '').length / 2) : new Map())
    }
  }
  return trees
}

async function findRoot(context: GitContext, base: Oid | undefined): Promise<Oid | undefined> {
  if (base === undefined) return undefined
  if (!isOid(base)) {
    throw new GitError('unknown-revision', `Cannot change "${base}": wanted the id of a commit or a tree`)
  }
  return runGitText(context, ['rev-parse', '--verify', '--end-of-options', `${base}^{tree}`], {
    purpose: `find the tree of "${base}"`,
  })
}

function folderIn(trees: Trees, folder: string): Oid | undefined {
  const item = trees.get(parentOf(folder))?.get(encodeName(nameOf(folder)))
  if (item && item.mode !== treeMode) throw conflict(folder, 'folder', 'file')
  return item?.oid
}

async function putFiles(context: GitContext, trees: Trees, changes: TreeChanges): Promise<void> {
  const written = [...changes].flatMap(([path, content]) => (content === null ? [] : [{ path, content }]))
  const oids = await writeBlobs(
    context,
    written.map(({ content }) => content),
  )
  const oidOf = new Map(written.map(({ path }, index) => [path, oids[index]]))
  for (const path of changes.keys()) {
    const folder = trees.get(parentOf(path))
    const name = encodeName(nameOf(path))
    const before = folder?.get(name)
    if (before?.mode === treeMode) throw conflict(path, 'file', 'folder')
    const oid = oidOf.get(path)
    if (oid) folder?.set(name, { mode: before?.mode === '100755' ? before.mode : '100644', oid })
    else folder?.delete(name)
  }
}

function putFolder(trees: Trees, folder: string, oid: Oid | undefined): void {
  const parent = trees.get(parentOf(folder))
  const isEmpty = trees.get(folder)?.size === 0
  if (oid && !isEmpty) parent?.set(encodeName(nameOf(folder)), { mode: treeMode, oid })
  else parent?.delete(encodeName(nameOf(folder)))
}

/** `--missing`, as a partial clone need not have what a tree names. */
async function writeFolders(context: GitContext, trees: readonly Map<string, TreeItem>[]): Promise<Oid[]> {
  const batch = trees.length > 1 ? ['--batch'] : []
  const input = Buffer.concat(
    trees
      .map(writeTreeInput)
      .flatMap((tree) => [tree, separator])
      .slice(0, -1),
  )
  const oids = await runGitText(context, ['mktree', '-z', '--missing', ...batch], {
    purpose: 'store a folder',
    input,
  })
  return oids.split('\n')
}

const separator = Buffer.from('\0')

function conflict(path: string, wanted: string, found: string): GitError {
  return new GitError('path-conflict', `Cannot write "${path}": wanted a ${wanted} there, found a ${found}`)
}

function parentOf(path: string): string {
  return path.includes('/') ? path.slice(0, path.lastIndexOf('/')) : ''
}

function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1)
}
