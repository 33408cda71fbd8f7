import type { Oid } from '@slipway/git'
import type { History } from '../history/history.ts'
import { pathInRepository } from '../remote/location.ts'
import { gitSource } from '../render/file-source.ts'
import { loadTree } from '../render/load-tree.ts'
import { reachOf } from '../render/reach.ts'
import type { FolderRange } from './find-undone.ts'

/**
 * The files outside of an overlay's folder that it referred to then, through however many bases and components, and that are others now:
 * by their path in the repository, as they may lie outside of the config repo.
 */
export async function findShared(
  history: History,
  { folder, from, to, location }: FolderRange,
): Promise<string[]> {
  const { repository } = history.texts
  const own = pathInRepository(location, folder)
  const readBlobs = (oids: readonly Oid[]) => repository.remote(location.url).readBlobs(oids)
  const tree = await loadTree(gitSource(repository, from, { folder: location.folder, readBlobs }), [own])
  const reached = reachOf(tree, own, new Map()).filter((path) => path !== own && !path.startsWith(`${own}/`))
  if (reached.length === 0) return []
  const differences = await repository.readDifferences([{ commit: to, with: from }], reached)
  return (differences.get(to) ?? []).map(({ path }) => path)
}
