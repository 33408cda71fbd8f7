import type { Changed } from '../change/change.ts'
import { changeConfigRepo, type ChangeOptions } from '../change/change-config-repo.ts'
import type { ConfigRepoLocation } from '../remote/location.ts'
import { readReleased } from '../snapshot/read-released.ts'
import { planHold, type HoldPlan } from './plan-hold.ts'
import { readReason } from './read-reason.ts'
import { readUntil } from './read-until.ts'

/** What to hold. */
export interface HoldRequest {
  readonly location: ConfigRepoLocation
  readonly environment: string
  readonly services: readonly string[]
  readonly reason: string
  /** A length of time or a time; without it, until it is resumed. */
  readonly until?: string | undefined
}

/** How to change what runs, or keeps running. */
export interface VerbOptions extends ChangeOptions {
  /** The time to plan at; now when left out. */
  readonly now?: Date | undefined
}

/**
 * Keeps publish and promote from services: what runs stays, as one commit that touches nothing but `release.yaml`. Throws ConfigRepoError;
 * then nothing was pushed.
 */
export async function hold(request: HoldRequest, options: VerbOptions = {}): Promise<Changed<HoldPlan>> {
  const { location, environment, services } = request
  const now = options.now ?? new Date()
  const reason = readReason(request.reason)
  const until = request.until === undefined ? undefined : readUntil(request.until, now)
  return changeConfigRepo(
    {
      location,
      async decide({ tip }) {
        const overlays = await readReleased(tip, { environment, services, verb: 'hold' })
        return { plan: planHold({ environment, overlays, reason, until, tip: tip.commit, now }) }
      },
    },
    options,
  )
}
