import type { ObjectStore } from '../object/object-store.ts'
import type { Oid } from '../oid.ts'
import { parseCommit } from './commit.ts'

/** The id of the tree of a commit, or of a tree itself; `undefined` for what is neither, or not here. */
export async function rootTree(store: ObjectStore, oid: Oid): Promise<Oid | undefined> {
  const object = (await store.read([oid])).get(oid)
  if (object?.type === 'commit') return parseCommit(object.content).tree
  return object?.type === 'tree' ? oid : undefined
}
