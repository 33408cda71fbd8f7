import { ConfigRepoError } from '../config-repo-error.ts'
import type { EnvironmentState, Source } from './facts.ts'
import type { RevertedService } from './publish-plan.ts'

/** What a person may overrule. */
export interface Overrides {
  /** Publishes also a build of an older source commit than the one considered last. */
  readonly allowOlder?: boolean | undefined
  /** Publishes also a source commit that has nothing in common with the one considered last. */
  readonly forceUnrelated?: boolean | undefined
  /** Publishes also what was reverted in the config repo. */
  readonly again?: boolean | undefined
  /** Publishes past the environments before, for this reason. */
  readonly hotfix?: { readonly reason: string } | undefined
}

/** Whether a newer build was considered already, so that this one is dropped. */
export function isSuperseded({ order }: EnvironmentState, { allowOlder = false }: Overrides): boolean {
  return order === 'older' && !allowOlder
}

/** Throws `needs-hotfix` and `unrelated-history`, unless they are overruled. */
export function assertWelcome(state: EnvironmentState, source: Source, overrides: Overrides): void {
  const { environment, isPromotedTo, order, considered } = state
  const what = `Cannot publish "${source.commit}" to "${environment}"`
  if (isPromotedTo && !overrides.hotfix) {
    throw new ConfigRepoError(
      'needs-hotfix',
      `${what}: builds come there by "slipway promote", wanted a route to it in slipway.yaml, or --hotfix with a --reason`,
    )
  }
  if (order === 'unrelated' && !overrides.forceUnrelated) {
    throw new ConfigRepoError(
      'unrelated-history',
      `${what}: it has no commit in common with "${considered?.commit}", which was considered last (--force-unrelated publishes it)`,
    )
  }
}

/** Throws `reverted`: the same source commit again is what was reverted, and nothing new. */
export function refuseReverted(services: readonly RevertedService[], { commit }: Source): void {
  if (services.length === 0) return
  const names = services.map(({ environment, service }) => `"${environment}/${service}"`).join(', ')
  throw new ConfigRepoError(
    'reverted',
    `Cannot publish "${commit}" again: the config repo was changed back since, and ${names} would run what was reverted (--again publishes it)`,
  )
}
