import type { Oid } from '@slipway/git'
import type { Change } from '../change/change.ts'
import { releasePath } from '../layout/paths.ts'
import { commitMessage, nameServices } from '../message/commit-message.ts'
import { momentOf } from '../release/moment.ts'
import { writeRelease, type Hold } from '../release/release.ts'
import { hasEnded } from '../snapshot/hold-state.ts'
import type { ReleasedOverlay } from '../snapshot/read-released.ts'

/** Everything that a hold depends on. */
export interface HoldFacts {
  readonly environment: string
  readonly overlays: readonly ReleasedOverlay[]
  readonly reason: string
  /** When it ends by itself. */
  readonly until: string | undefined
  readonly tip: Oid
  readonly now: Date
}

/** What a hold does, as data. */
export interface HoldPlan extends Change {
  readonly environment: string
  readonly outcome: 'hold' | 'nothing to hold'
  readonly holds: readonly NewHold[]
  /** Services that are held so already. */
  readonly unchanged: readonly string[]
}

/** A service that is held from now on, or for another reason or time than before. */
export interface NewHold extends Hold {
  readonly service: string
  readonly replaces: Hold | null
}

/** Decides what a hold changes: nothing but `release.yaml`. */
export function planHold(facts: HoldFacts): HoldPlan {
  const changing = facts.overlays.filter((overlay) => !isHeldSo(overlay, facts))
  const holds = changing.map((overlay) => holdOf(overlay, facts))
  const files = changing.map(({ environment, service, release }) => [
    releasePath(environment, service),
    writeRelease({ ...release, hold: nextHold(release.hold, facts) }),
  ])
  return {
    environment: facts.environment,
    outcome: holds.length > 0 ? 'hold' : 'nothing to hold',
    holds,
    unchanged: facts.overlays.filter((overlay) => !changing.includes(overlay)).map(({ service }) => service),
    tip: facts.tip,
    files: Object.fromEntries(files) as Record<string, string>,
    message: holds.length > 0 ? messageOf(facts, holds) : null,
  }
}

/** The hold that follows on another: one that goes on keeps its beginning. */
export function nextHold(
  before: Hold | undefined,
  { reason, until, now }: Pick<HoldFacts, 'reason' | 'until' | 'now'>,
): Hold {
  const since = before && !hasEnded(before, now) ? before.since : momentOf(now)
  return { reason, since, until }
}

function isHeldSo({ release: { hold } }: ReleasedOverlay, { reason, until, now }: HoldFacts): boolean {
  return hold !== undefined && !hasEnded(hold, now) && hold.reason === reason && hold.until === until
}

function holdOf({ service, release }: ReleasedOverlay, facts: HoldFacts): NewHold {
  return { service, ...nextHold(release.hold, facts), replaces: release.hold ?? null }
}

function messageOf({ environment, reason }: HoldFacts, holds: readonly NewHold[]): string {
  return commitMessage({
    action: 'hold',
    title: `Hold ${nameServices(holds.map(({ service }) => service))} in ${environment}`,
    rows: holds.map(({ service, until }) => ({
      subject: service,
      text: until === undefined ? 'until it is resumed' : `until ${until}`,
    })),
    environments: [environment],
    reason,
  })
}
