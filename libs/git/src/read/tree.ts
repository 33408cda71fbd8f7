import type { Oid } from '../oid.ts'
import { runGit, type GitContext } from '../run/run-git.ts'

/** One entry of a tree: `mode` as Git writes it (`100644`, `100755`, `120000`, `040000`, `160000`). */
export interface TreeEntry {
  readonly path: string
  readonly mode: string
  readonly type: 'blob' | 'tree' | 'commit'
  readonly oid: Oid
}

/** How many paths one command takes: well below the shortest limit of an operating system. */
const pathsAtOnce = 400

/**
 * The files below a tree, a commit or a tag, in the order in which Git keeps them; with `paths`, only those files and
 * what lies in those folders. A path that is not there gives nothing. Throws `unknown-revision`.
 */
export async function listTree(
  context: GitContext,
  treeish: string,
  paths: readonly string[] = [],
): Promise<TreeEntry[]> {
  const entries: TreeEntry[] = []
  for (let from = 0; from === 0 || from < paths.length; from += pathsAtOnce) {
    const some = paths.slice(from, from + pathsAtOnce)
    const { stdout } = await runGit(
      context,
      ['ls-tree', '-r', '-z', '--full-tree', '--end-of-options', treeish, ...some],
      { purpose: `list the files of "${treeish}"` },
    )
    entries.push(...stdout.toString('utf8').split('\0').flatMap(readEntry))
  }
  return entries
}

function readEntry(record: string): TreeEntry[] {
  const [head, path] = record.split('\t', 1).concat(record.slice(record.indexOf('\t') + 1))
  const [mode, type, oid] = (head ?? '').split(' ')
  return mode && type && oid && path ? [{ path, mode, type: type as TreeEntry['type'], oid }] : []
}
