import { findEnvironment } from '../settings/settings.ts'
import type { PromotionOverride } from './override.ts'
import type { PromoteFacts } from './promote-facts.ts'
import type { Overridden } from './promote-plan.ts'

/** The gate `scripts` of the target: what has to be run, or what somebody decided not to run. */
export function scriptsGate(
  { settings, to }: PromoteFacts,
  overrides: readonly PromotionOverride[],
): { scripts: readonly string[]; overridden: Overridden[] } {
  const scripts = findEnvironment(settings, to).gates?.scripts ?? []
  if (!overrides.includes('skip-gates')) return { scripts, overridden: [] }
  const overridden = scripts.map((name): Overridden => {
    const message = `the script "${name}" was not run`
    return { override: 'skip-gates', code: 'script-not-run', service: null, message }
  })
  return { scripts: [], overridden }
}
