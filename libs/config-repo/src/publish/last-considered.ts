import { withoutCredentials, type Oid } from '@slipway/git'
import { ConfigRepoError } from '../config-repo-error.ts'
import { settingsPath } from '../layout/paths.ts'
import { bringCommit } from '../remote/bring-commit.ts'
import { consideredRef, readConsidered } from '../remote/considered.ts'
import { reportGitFailures } from '../remote/git-failure.ts'
import { withScratch, type ScratchOptions } from '../remote/scratch.ts'
import { fetchTip } from '../remote/tip.ts'
import { findEnvironment } from '../settings/settings.ts'
import { settingsOf } from '../snapshot/read-snapshot.ts'
import type { PublishRequest } from './publish.ts'

/** Whose last publish, and where to. */
export interface ConsideredRequest extends Pick<
  PublishRequest,
  'location' | 'workspace' | 'sourceRepository' | 'sourceUrl'
> {
  readonly environment: string
}

/**
 * The newest source commit that a publish considered, as the base of `nx affected`, or `null` before the first. A clone
 * that lacks it fetches it. Throws `unknown-environment`, and `unknown-source` when that commit is nowhere to be had.
 */
export async function lastConsidered(
  { location, environment, workspace, sourceRepository, sourceUrl }: ConsideredRequest,
  options: Omit<ScratchOptions, 'configuredAs'> = {},
): Promise<Oid | null> {
  const ref = consideredRef(environment, workspace)
  return reportGitFailures(() =>
    withScratch(location, { ...options, configuredAs: sourceRepository }, async (scratch) => {
      const tip = await fetchTip(scratch, location, [`+${ref}*:refs/fetched/${ref}*`])
      findEnvironment(settingsOf(await tip.read([settingsPath])), environment)
      const oid = tip.refs.get(`refs/fetched/${ref}`)
      if (oid === undefined) return null
      const { commit } = await readConsidered(scratch, oid)
      if (await bringCommit(sourceRepository, sourceUrl, commit)) return commit
      throw new ConfigRepoError(
        'unknown-source',
        `Cannot find the commit "${commit}", which was considered last for "${environment}": neither "${sourceRepository.directory}" nor "${withoutCredentials(sourceUrl ?? 'origin')}" has it`,
      )
    }),
  )
}
