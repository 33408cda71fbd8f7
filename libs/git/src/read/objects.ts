import { GitError } from '../git-error.ts'
import { storeOf } from '../object/object-store.ts'
import type { Oid } from '../oid.ts'
import type { GitContext } from '../run/run-git.ts'
import { listTree } from './tree.ts'

/** The contents of objects, in the order of their ids; `undefined` for one that is not here. */
export async function readObjects(
  context: GitContext,
  oids: readonly Oid[],
): Promise<(Buffer | undefined)[]> {
  if (oids.length === 0) return []
  const objects = await storeOf(context).read(oids)
  return oids.map((oid) => objects.get(oid)?.content)
}

/** The contents of blobs, in the order of their ids. Throws `missing-object`. */
export async function readBlobs(context: GitContext, oids: readonly Oid[]): Promise<Buffer[]> {
  const contents = await readObjects(context, oids)
  return contents.map((content, index) => content ?? failMissing(oids[index] ?? ''))
}

/** The contents of files by their path; a path that the tree does not have, or that is no file, is left out. */
export async function readFiles(
  context: GitContext,
  treeish: string,
  paths: readonly string[],
): Promise<Map<string, Buffer>> {
  const wanted = new Set(paths)
  const entries = wanted.size === 0 ? [] : await listTree(context, treeish, [...wanted])
  const files = entries.filter(({ path, type }) => type === 'blob' && wanted.has(path))
  const contents = await readObjects(
    context,
    files.map(({ oid }) => oid),
  )
  return new Map(files.map(({ path, oid }, index) => [path, contents[index] ?? failMissing(oid, path)]))
}

function failMissing(oid: Oid, path?: string): never {
  const what = path === undefined ? 'a blob' : `"${path}"`
  throw new GitError('missing-object', `Cannot read ${what}: "${oid}" is not here`)
}
