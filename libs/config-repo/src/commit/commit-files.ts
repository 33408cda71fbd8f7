import type { Oid } from '@slipway/git'
import type { FileChanges } from '../change/change.ts'
import { changeConfigRepo, type ChangeOptions, type View } from '../change/change-config-repo.ts'
import type { ConfigRepoLocation } from '../remote/location.ts'
import type { Tip } from '../remote/tip.ts'

/** What to commit. */
export interface CommitRequest {
  readonly location: ConfigRepoLocation
  /** Says what changes, from the files of the newest commit; asked again when that moved. */
  readonly change: (tip: Tip) => Promise<FileChanges>
  readonly message: string
}

/**
 * Commits changes on the newest commit of a config repo and pushes them. Gives the new commit, or `null` when nothing
 * differs. Throws ConfigRepoError; then nothing was pushed.
 */
export async function commitFiles(
  { location, change, message }: CommitRequest,
  options: ChangeOptions = {},
): Promise<Oid | null> {
  const decide = async ({ tip }: View) => {
    const files = await change(tip)
    const plan = { tip: tip.commit, files, message: (await differs(tip, files)) ? message : null }
    return { plan }
  }
  const { commit } = await changeConfigRepo({ location, decide }, options)
  return commit
}

async function differs(tip: Tip, files: FileChanges): Promise<boolean> {
  const before = await tip.read(Object.keys(files))
  return Object.entries(files).some(([path, text]) => (before.get(path) ?? null) !== text)
}
