import { GitError } from '../git-error.ts'
import { idLength, objectId, type GitObject, type ObjectType } from '../object/git-object.ts'
import { storeOf, type ObjectStore } from '../object/object-store.ts'
import {
  encodeName,
  readTreeObject,
  treeMode,
  writeTreeObject,
  type TreeItem,
} from '../object/tree-object.ts'
import { isOid, type Oid } from '../oid.ts'
import { rootTree } from '../read/root-tree.ts'
import type { GitContext } from '../run/run-git.ts'
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
  const store = storeOf(context)
  const trees = await readFolders(store, await findRoot(store, base), levels)
  const made = new Map<Oid, GitObject>()
  const make = (type: ObjectType, content: Buffer) => {
    const oid = objectId({ type, content }, store.folders.format)
    made.set(oid, { type, content })
    return oid
  }
  putFiles(trees, changes, (content) => make('blob', Buffer.from(content)))
  // The deepest first, as a folder's tree holds the ids of those in it. What it names need not be here: a partial clone has what it read alone.
  const makeTree = (folder: string) => make('tree', writeTreeObject(trees.get(folder) ?? new Map()))
  for (const folder of levels.slice(1).toReversed().flat()) putFolder(trees, folder, makeTree(folder))
  const root = makeTree('')
  await Promise.all([...made].map(([oid, object]) => store.put(oid, object)))
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
async function readFolders(store: ObjectStore, root: Oid | undefined, levels: string[][]): Promise<Trees> {
  const trees: Trees = new Map()
  for (const folders of levels) {
    const oids = folders.map((folder) => (folder === '' ? root : folderIn(trees, folder)))
    const contents = await store.read(oids.filter((oid) => oid !== undefined))
    for (const [index, folder] of folders.entries()) {
      const oid = oids[index]
      trees.set(folder, oid === undefined ? new Map() : itemsOf(store, folder, contents.get(oid)?.content))
    }
  }
  return trees
}

function itemsOf(
  { folders }: ObjectStore,
  folder: string,
  content: Buffer | undefined,
): Map<string, TreeItem> {
  if (content) return readTreeObject(content, idLength(folders.format))
  throw new GitError('missing-object', `Cannot write to the folder "${folder}": what is in it is not here`)
}

async function findRoot(store: ObjectStore, base: Oid | undefined): Promise<Oid | undefined> {
  if (base === undefined) return undefined
  const root = isOid(base) ? await rootTree(store, base) : undefined
  if (root !== undefined) return root
  throw new GitError('unknown-revision', `Cannot change "${base}": wanted the id of a commit or a tree`)
}

function folderIn(trees: Trees, folder: string): Oid | undefined {
  const item = trees.get(parentOf(folder))?.get(encodeName(nameOf(folder)))
  if (item && item.mode !== treeMode) throw conflict(folder, 'folder', 'file')
  return item?.oid
}

function putFiles(trees: Trees, changes: TreeChanges, make: (content: string | Uint8Array) => Oid): void {
  for (const [path, content] of changes) {
    const folder = trees.get(parentOf(path))
    const name = encodeName(nameOf(path))
    const before = folder?.get(name)
    if (before?.mode === treeMode) throw conflict(path, 'file', 'folder')
    const mode = before?.mode === '100755' ? before.mode : '100644'
    if (content === null) folder?.delete(name)
    else folder?.set(name, { mode, oid: make(content) })
  }
}

function putFolder(trees: Trees, folder: string, oid: Oid): void {
  const parent = trees.get(parentOf(folder))
  const isEmpty = trees.get(folder)?.size === 0
  if (!isEmpty) parent?.set(encodeName(nameOf(folder)), { mode: treeMode, oid })
  else parent?.delete(encodeName(nameOf(folder)))
}

function conflict(path: string, wanted: string, found: string): GitError {
  return new GitError('path-conflict', `Cannot write "${path}": wanted a ${wanted} there, found a ${found}`)
}

function parentOf(path: string): string {
  return path.includes('/') ? path.slice(0, path.lastIndexOf('/')) : ''
}

function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1)
}
