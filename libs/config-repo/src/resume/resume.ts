import type { Changed } from '../change/change.ts'
import { changeConfigRepo } from '../change/change-config-repo.ts'
import type { VerbOptions } from '../hold/hold.ts'
import { readReason } from '../hold/read-reason.ts'
import type { ConfigRepoLocation } from '../remote/location.ts'
import type { Tip } from '../remote/tip.ts'
import { findEnvironment } from '../settings/settings.ts'
import { readReleased, type ReleasedOverlay } from '../snapshot/read-released.ts'
import { readSnapshot } from '../snapshot/read-snapshot.ts'
import { planResume } from './plan-resume.ts'
import type { ResumePlan } from './resume-plan.ts'

/** What to resume. */
export interface ResumeRequest {
  readonly location: ConfigRepoLocation
  /** Where; every environment when left out, which only `ended` allows for. */
  readonly environment?: string | undefined
  /** Names, all that something holds, or those whose hold is over. */
  readonly services: readonly string[] | 'all' | 'ended'
  /** Forgets what is pending, rather than deploy it. */
  readonly drop?: boolean | undefined
  readonly reason?: string | undefined
}

/**
 * Lets services follow publish and promote again, as one commit: ends their holds and edits of the digest by hand, and deploys what was
 * published meanwhile. Throws ConfigRepoError; then nothing was pushed.
 */
export async function resume(
  request: ResumeRequest,
  options: VerbOptions = {},
): Promise<Changed<ResumePlan>> {
  const { location, services, drop = false } = request
  const now = options.now ?? new Date()
  const reason = request.reason === undefined ? undefined : readReason(request.reason)
  return changeConfigRepo(
    {
      location,
      async decide({ tip }) {
        const overlays = await readOverlays(tip, request)
        const kind = { ended: services === 'ended', named: typeof services !== 'string' }
        const facts = { overlays, ...kind, drop, reason, tip: tip.commit, now }
        return { plan: planResume(facts) }
      },
    },
    options,
  )
}

async function readOverlays(tip: Tip, { environment, services }: ResumeRequest): Promise<ReleasedOverlay[]> {
  if (environment !== undefined && typeof services !== 'string')
    return readReleased(tip, { environment, services, verb: 'resume' })
  const { settings, overlays } = await readSnapshot(tip)
  if (environment !== undefined) findEnvironment(settings, environment)
  const released = overlays.filter((overlay): overlay is ReleasedOverlay =>
    Boolean(overlay.release && overlay.image),
  )
  return released.filter((overlay) => environment === undefined || overlay.environment === environment)
}
