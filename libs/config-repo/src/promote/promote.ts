import type { Changed } from '../change/change.ts'
import {
  changeConfigRepo,
  type ChangeOptions,
  type Decision,
  type View,
} from '../change/change-config-repo.ts'
import { deadlineAfter, usualTimeoutMs } from '../change/deadline.ts'
import { withHistory } from '../history/history.ts'
import { readReason } from '../hold/read-reason.ts'
import { assertReleaseName } from '../names/name.ts'
import { planPromote, type PromoteDecisions } from './plan-promote.ts'
import type { PromotePlan } from './promote-plan.ts'
import type { PromoteRequest } from './promote-request.ts'
import { branchOf } from './review/branch-name.ts'
import { reviewOf } from './review/review.ts'
import { ScriptGates } from './scripts-due.ts'
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
 * one to review, or none. Planned anew, on the new tip, when somebody else was faster. Throws ConfigRepoError, and what
 * `runScripts` throws; then nothing was pushed, unless its code is `in-doubt`.
 */
export async function promote(request: PromoteRequest, given: PromoteOptions = {}): Promise<PromoteResult> {
  const options = { ...given, reason: given.reason === undefined ? undefined : readReason(given.reason) }
  const { location, configuredAs } = request
  const branch = branchOf(request)
  if (request.release !== undefined) assertReleaseName(request.release)
  const refs = branch === undefined ? [] : [`refs/heads/${branch}`]
  const gates = new ScriptGates(request.runScripts)
  const { overrides = [], timeoutMs = usualTimeoutMs, dryRun } = options
  const attempt = (usual: ChangeOptions) =>
    withHistory(location, usual, (history) => {
      const decide = async (view: View): Promise<Decision<PromotePlan>> => {
        const { now = new Date() } = options
        const { facts, skipped } = await settleFacts(request, { tip: view.tip, history, overrides, now })
        const plan = planPromote(facts, { ...options, skipped, isReview: branch !== undefined })
        const decision =
          branch === undefined ? { plan } : await reviewOf(view, { plan, facts, branch, request, history })
        if (!dryRun) gates.check(decision.plan)
        return decision
      }
      return changeConfigRepo({ location, refs, decide }, usual)
    })
  return gates.around(() => {
    const git = { ...options.git, signal: deadlineAfter(timeoutMs, options.git?.signal) }
    return attempt({ ...options, configuredAs, git })
  })
}
