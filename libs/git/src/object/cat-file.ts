import type { Oid } from '../oid.ts'
import { runGit, type GitContext } from '../run/run-git.ts'
import type { GitObject, ObjectType } from './git-object.ts'

/** The objects with these ids, read by one process; one that is not here is left out. */
export async function catFile(context: GitContext, oids: readonly Oid[]): Promise<Map<Oid, GitObject>> {
  if (oids.length === 0) return new Map()
  const { stdout } = await runGit(context, ['cat-file', '--batch', '--buffer'], {
    purpose: 'read objects',
    input: oids.map((oid) => `${oid}\n`).join(''),
  })
  const objects = new Map<Oid, GitObject>()
  let at = 0
  for (const oid of oids) {
    const end = stdout.indexOf('\n', at)
    const [, type = '', size = ''] = stdout.subarray(at, end).toString('latin1').split(' ')
    at = end + 1
    // One that is not here has a line alone.
    if (size === '') continue
    objects.set(oid, { type: type as ObjectType, content: stdout.subarray(at, at + Number(size)) })
    at += Number(size) + 1
  }
  return objects
}
