import { kustomizationPath } from '../../layout/paths.ts'
import type { Rule } from '../rule.ts'

/** A review is of a change to overlays as they were: when these changed since, it is of something else. */
export const staleReviews: Rule = ({ reviews }) =>
  reviews.flatMap(({ branch, commit, base, environment, changed }) =>
    changed.map((service) => ({
      // Other people's branches do not keep this one.
      severity: branch === null ? ('problem' as const) : ('warning' as const),
      code: 'stale-review',
      message: `The promotion of "${service}" to "${environment}" ${branch === null ? `by ${commit}` : `on the branch "${branch}"`} is stale, as its overlay there changed since ${base}: the command that made the branch renews it`,
      file: kustomizationPath(environment, service),
      line: 1,
      column: 1,
    })),
  )
