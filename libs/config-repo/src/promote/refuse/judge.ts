import { ConfigRepoError } from '../../config-repo-error.ts'
import { kustomizationPath, settingsPath } from '../../layout/paths.ts'
import type { PromotionOverride } from '../override.ts'
import type { PromoteFacts, ServiceFacts } from '../promote-facts.ts'
import type { Overridden } from '../promote-plan.ts'
import { held } from './held.ts'
import { minimumTime } from './minimum-time.ts'
import { missingOverlay } from './missing-overlay.ts'
import { neverRun } from './never-run.ts'
import { olderBuild } from './older-build.ts'
import type { Refusal } from './refusal.ts'
import { reverted } from './reverted.ts'
import { skippedEnvironment } from './skipped-environment.ts'

const rules = [skippedEnvironment, missingOverlay, neverRun, held, olderBuild, reverted, minimumTime]

/**
 * What is refused and was overruled. Throws `not-promotable` with all that was not, and with the flag that would overrule
 * each: one service that may not go keeps the whole set.
 */
export function judge(
  facts: PromoteFacts,
  changing: readonly ServiceFacts[],
  overrides: readonly PromotionOverride[],
): Overridden[] {
  const refusals = rules.flatMap((rule) => rule(facts, changing))
  const isOverridden = ({ override }: Refusal) => override !== null && overrides.includes(override)
  const standing = refusals.filter((refusal) => !isOverridden(refusal))
  if (standing.length > 0) throw refuse(facts, standing)
  return refusals.flatMap(({ override, code, service, found }) =>
    override === null ? [] : [{ override, code, service, message: found }],
  )
}

function refuse({ to }: PromoteFacts, refusals: readonly Refusal[]): ConfigRepoError {
  const problems = refusals.map(({ override, code, service, found }) => {
    const what = service === null ? 'Cannot promote' : `Cannot promote "${service}"`
    const way = override === null ? '' : ` (--${override} promotes it)`
    return {
      code,
      message: `${what} to "${to}": ${found}${way}`,
      file: service === null ? settingsPath : kustomizationPath(to, service),
      line: 1,
      column: 1,
    }
  })
  const message = problems.map((problem) => problem.message).join('\n')
  return new ConfigRepoError('not-promotable', message, { problems })
}
