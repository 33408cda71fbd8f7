import { GitError } from '../git-error.ts'
import type { Oid } from '../oid.ts'
import { runGit, type GitContext } from '../run/run-git.ts'
import { listTree } from './tree.ts'

/**
 * The contents of the objects that `names` name (ids or `<tree>:<path>`, without line ends), in their order; `undefined` for one that is
 * not here. One process for all.
 */
export async function readObjects(
  context: GitContext,
  names: readonly string[],
): Promise<(Buffer | undefined)[]> {
  if (names.length === 0) return []
  const { stdout } = await runGit(context, ['cat-file', '--batch'], {
    purpose: 'read objects',
    input: names.map((name) => `${name}\n`).join(''),
  })
  let at = 0
  return names.map((name) => {
    const absent = Buffer.from(`${name} missing\n`)
    if (stdout.subarray(at, at + absent.length).equals(absent)) {
      at += absent.length
      return undefined
    }
    const end = stdout.indexOf('\n', at)
    const size = Number(stdout.subarray(at, end).toString().split(' ')[2])
    at = end + 1 + size + 1
    return stdout.subarray(end + 1, end + 1 + size)
  })
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
