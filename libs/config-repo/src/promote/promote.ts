import type { Changed } from '../change/change.ts'
import {
  changeConfigRepo,
  type ChangeOptions,
  type Decision,
  type View,
} from '../change/change-config-repo.ts'
import { ConfigRepoError } from '../config-repo-error.ts'
import { withHistory } from '../history/history.ts'
import { planPromote, type PromoteDecisions } from './plan-promote.ts'
import type { PromotePlan } from './promote-plan.ts'
import type { PromoteRequest, ScriptsToRun } from './promote-request.ts'
import { branchOf } from './review/branch-name.ts'
import { reviewOf } from './review/review.ts'
import { settleFacts } from './settle-facts.ts'

/** How to promote. */
export interface PromoteOptions extends PromoteDecisions, Omit<ChangeOptions, 'configuredAs'> {
  /** The time to plan at; now when left out. */
  readonly now?: Date | undefined
}

/** What a promotion did: the plan that was applied, and the commit that it made. */
export type PromoteResult = Changed<PromotePlan>

/**
 * Makes builds that one environment ran what the next one runs: all services in one commit, on the config repo's branch or on
 * one to review, or none. Planned anew, on the new tip, when somebody else was faster. Throws ConfigRepoError; then nothing
 * was pushed.
 */
export async function promote(request: PromoteRequest, options: PromoteOptions = {}): Promise<PromoteResult> {
  const { location, configuredAs } = request
  const branch = branchOf(request)
  const refs = branch === undefined ? [] : [`refs/heads/${branch}`]
  const passGates = gatesOf(request, options)
  return withHistory(location, { ...options, configuredAs }, (history) => {
    const decide = async (view: View): Promise<Decision<PromotePlan>> => {
      const { overrides = [], now = new Date() } = options
      const { facts, skipped } = await settleFacts(request, { tip: view.tip, history, overrides, now })
      const plan = planPromote(facts, { ...options, skipped, isReview: branch !== undefined })
      const decision =
        branch === undefined ? { plan } : await reviewOf(view, { plan, facts, branch, request, history })
      await passGates(decision.plan)
      return decision
    }
    return changeConfigRepo({ location, refs, decide }, { ...options, configuredAs })
  })
}

/** Runs the scripts that a plan has to pass: not for a plan that changes nothing, and not again for one of the same builds. */
function gatesOf(
  { runScripts }: PromoteRequest,
  options: PromoteOptions,
): (plan: PromotePlan) => Promise<void> {
  let passed: string | undefined
  return async ({ scripts, message, from, to, changes }) => {
    if (options.dryRun || message === null || scripts.length === 0) return
    const gate: ScriptsToRun = { scripts, from, to, services: changes.map(({ service }) => service) }
    const key = JSON.stringify([gate, changes.map((change) => change.to)])
    if (key === passed) return
    if (!runScripts) throw noWorkspace(gate)
    await runScripts(gate)
    passed = key
  }
}

function noWorkspace({ scripts, to }: ScriptsToRun): ConfigRepoError {
  const names = scripts.map((name) => `"${name}"`).join(', ')
  return new ConfigRepoError(
    'not-promotable',
    `Cannot promote to "${to}": its gates want the npm scripts ${names} of the workspace, and there is none here (--skip-gates promotes it)`,
  )
}
