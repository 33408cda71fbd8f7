import type { Oid } from '@slipway/git'
import type { View } from '../../change/change-config-repo.ts'
import { ConfigRepoError } from '../../config-repo-error.ts'
import type { History } from '../../history/history.ts'
import { overlayFolder, releasePath } from '../../layout/paths.ts'
import { withoutBase } from '../../message/trailers.ts'
import { readRelease, writeRelease } from '../../release/release.ts'
import { pathInRepository, type ConfigRepoLocation } from '../../remote/location.ts'
import { openCommit, type Tip } from '../../remote/tip.ts'
import type { PromotePlan } from '../promote-plan.ts'
import { isCurrent } from './is-current.ts'

/**
 * Whether a review branch has what a plan would put there, and can still be merged: the same services and builds, and overlays that are
 * now as they were then. When it was planned, and which commit of the config repo it names, does not count.
 */
export async function isUnderReview(
  { scratch, tip }: View,
  { message, files, to }: PromotePlan,
  { location, commit, history }: { location: ConfigRepoLocation; commit: Oid; history: History },
): Promise<boolean> {
  const there = await scratch.readCommit(commit)
  if (message === null || withoutBase(there.message) !== withoutBase(message)) return false
  const services = new Set(Object.keys(files).flatMap((path) => path.split('/')[2] ?? []))
  const folders = [...services].map((service) => overlayFolder(to, service))
  const wanted = new Map([...(await readFolders(tip, folders)), ...Object.entries(files)])
  const found = await readFolders(openCommit(scratch, location, commit), folders)
  const releases = new Set([...services].map((service) => releasePath(to, service)))
  const isSame = [...wanted].every(([path, text]) => {
    const other = found.get(path)
    return releases.has(path) ? isSameRelease(text, other, path) : text === other
  })
  if (!isSame || wanted.size !== found.size) return false
  const placed = folders.map((folder) => pathInRepository(location, folder))
  return isCurrent(history, { commit, read: there, tip: tip.commit, folders: placed })
}

function readFolders(tip: Tip, folders: readonly string[]): Promise<Map<string, string>> {
  return tip.list(folders).then((paths) => tip.read(paths))
}

function isSameRelease(text: string | null, other: string | undefined, file: string): boolean {
  if (text === null || other === undefined) return false
  return timeless(text, file) === timeless(other, file)
}

/** What nobody can read is like nothing else. */
function timeless(text: string, file: string): string {
  try {
    const { since: _, promoted, ...rest } = readRelease(text, file)
    return writeRelease({ ...rest, promoted: promoted && { ...promoted, commit: '0'.repeat(40) } })
  } catch (error) {
    if (error instanceof ConfigRepoError) return text
    throw error
  }
}
