import { reportGitFailures } from './git-failure.ts'
import type { ConfigRepoLocation } from './location.ts'
import { withScratch, type ScratchOptions } from './scratch.ts'
import { fetchTip, type Tip } from './tip.ts'

/**
 * Fetches the newest commit of a config repo and gives it to `action`, which may read it until it is done. Throws
 * `no-branch`, `unreachable`, `permission-denied`.
 *
 * @example
 * await readTip(location, { configuredAs: workspace }, readSnapshot)
 */
export async function readTip<T>(
  location: ConfigRepoLocation,
  options: ScratchOptions,
  action: (tip: Tip) => Promise<T>,
): Promise<T> {
  return reportGitFailures(() =>
    withScratch(location, options, async (scratch) => action(await fetchTip(scratch, location))),
  )
}
