import type { Oid } from '../oid.ts'
import { runGit, type GitContext } from '../run/run-git.ts'

/** The ids of all objects that are here. Unlike a question for one of them, it makes no partial clone fetch. */
export async function listObjects(context: GitContext): Promise<Set<Oid>> {
  const args = ['cat-file', '--batch-all-objects', '--batch-check=%(objectname)', '--unordered']
  const { stdout } = await runGit(context, args, { purpose: 'list the objects that are here' })
  return new Set(stdout.toString().split('\n'))
}
