import type { ComparedCommit, Oid } from '@slipway/git'
import type { History } from '../history/history.ts'
import { readTrailers } from '../message/trailers.ts'
import { momentOf } from '../release/moment.ts'
import { pathInRepository, type ConfigRepoLocation } from '../remote/location.ts'
import type { UndoneCommit } from './rollback-plan.ts'

/** A folder, from one commit of the branch to a later one. */
export interface FolderRange {
  readonly folder: string
  readonly from: Oid
  readonly to: Oid
  readonly location: ConfigRepoLocation
}

/**
 * The commits since then that changed the folder, the newest first. Those of Slipway's verbs are left out when they changed nothing but the
 * files that every release changes: that a rollback undoes releases goes without saying.
 */
export async function findUndone(
  history: History,
  { folder, from, to, location }: FolderRange,
  usual: readonly string[],
): Promise<UndoneCommit[]> {
  const trunk = await history.trunk(to)
  const since = trunk.slice(
    0,
    trunk.findIndex(({ commit }) => commit === from),
  )
  const compared = since.flatMap(({ commit, before, merged }): ComparedCommit[] =>
    merged.length === 0
      ? [{ commit, with: before }]
      : merged.map(({ oid, parents }) => ({ commit: oid, with: parents[0] })),
  )
  const { repository } = history.texts
  const differences = await repository.readDifferences(compared, [pathInRepository(location, folder)])
  const commits = compared.map(({ commit }) => commit).filter((commit) => differences.has(commit))
  const read = await repository.readCommits(commits)
  return read.flatMap(({ message, author, committer }, index): UndoneCommit[] => {
    const commit = commits[index] ?? ''
    const paths = (differences.get(commit) ?? []).map(({ path }) => path)
    const isRelease = paths.every((path) => usual.some((name) => path === pathInRepository(location, name)))
    if (isRelease && readTrailers(message)) return []
    const [subject = ''] = message.split('\n', 1)
    return [{ commit, time: momentOf(new Date(committer.time * 1000)), author: author.name, subject }]
  })
}
