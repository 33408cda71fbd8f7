import { findDestination, readTip, settingsOf, settingsPath, type Destination } from '@slipway/config-repo'
import type { RepositoryOptions } from '@slipway/git'
import { openConfigRepo } from '../workspace/open-config-repo.ts'

/** With what the routes are fetched. */
export interface RouteOptions {
  readonly git?: RepositoryOptions
  readonly cache?: string
}

/**
 * Where the routes of the config repo send a branch or a tag of this workspace (`refs/heads/main`), `undefined` when nowhere. Throws
 * `invalid-ref`.
 */
export async function findRoute(
  cwd: string,
  ref: string,
  options: RouteOptions = {},
): Promise<Destination | undefined> {
  const { location, own, sourceBranch } = await openConfigRepo(cwd)
  const texts = await readTip(location, { ...options, configuredAs: own }, (tip) => tip.read([settingsPath]))
  return findDestination(settingsOf(texts), ref, { branch: sourceBranch })
}
