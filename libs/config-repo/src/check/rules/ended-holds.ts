import { releasePath } from '../../layout/paths.ts'
import { hasEnded } from '../../snapshot/hold-state.ts'
import type { Rule } from '../rule.ts'

/** A hold ends by itself, but what waited for its end is deployed by the next publish or by `slipway resume`. */
export const endedHolds: Rule = ({ overlays, now }) =>
  overlays.flatMap(({ environment, service, release }) => {
    const { hold, pending } = release ?? {}
    if (!hold || !pending || !hasEnded(hold, now)) return []
    return [
      {
        severity: 'warning' as const,
        code: 'ended-hold',
        message: `The hold of "${service}" in "${environment}" ended at ${hold.until}, and "${pending.digest}" still waits: "slipway resume ${service} --env ${environment}" deploys it`,
        file: releasePath(environment, service),
        line: 1,
        column: 1,
      },
    ]
  })
