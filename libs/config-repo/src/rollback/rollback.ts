import type { Changed } from '../change/change.ts'
import { changeConfigRepo } from '../change/change-config-repo.ts'
import { deadlineAfter, usualTimeoutMs } from '../change/deadline.ts'
import { withHistory } from '../history/history.ts'
import { readReason } from '../hold/read-reason.ts'
import { readUntil } from '../hold/read-until.ts'
import type { HoldRequest, VerbOptions } from '../hold/hold.ts'
import { planRollback } from './plan-rollback.ts'
import type { RollbackPlan } from './rollback-plan.ts'
import { settleFacts } from './settle-facts.ts'

/** What to roll back. */
export interface RollbackRequest extends HoldRequest {
  /** So many builds back, or the beginning of a digest, of a commit of the config repo or of a source commit; the build before when left out. */
  readonly to?: string | undefined
  /** Restores the overlay's whole folder as it was when that build last ran, or at the commit that `to` names. */
  readonly config?: boolean | undefined
}

/**
 * Makes services run an earlier build, as one commit, and holds them there: publish and promote leave them alone until they are resumed,
 * or until a time. What others changed in an overlay stays, unless its folder is restored. Throws ConfigRepoError; then nothing was pushed.
 */
export async function rollback(
  request: RollbackRequest,
  options: VerbOptions = {},
): Promise<Changed<RollbackPlan>> {
  const { location } = request
  const now = options.now ?? new Date()
  const reason = readReason(request.reason)
  const until = request.until === undefined ? undefined : readUntil(request.until, now)
  const git = {
    ...options.git,
    signal: deadlineAfter(options.timeoutMs ?? usualTimeoutMs, options.git?.signal),
  }
  const given = { ...options, git }
  return withHistory(location, given, (history) =>
    changeConfigRepo(
      {
        location,
        async decide({ tip }) {
          const services = await settleFacts({ ...request, reason }, { tip, history, now })
          const { environment } = request
          return { plan: planRollback({ environment, reason, until, services, tip: tip.commit, now }) }
        },
      },
      given,
    ),
  )
}
