import type { Oid } from '@slipway/git'
import { runsOf, type ReleaseEvent } from '../history/release-event.ts'
import type { Build } from '../release/build.ts'
import { isEditedByHand } from '../snapshot/overlay.ts'

/** A build that an environment ran. */
export interface PastBuild {
  readonly build: Build
  readonly environment: string
  /** The commit of the config repo since which it did. */
  readonly commit: Oid
  /** Name of the release set that it came with. */
  readonly release: string | undefined
}

/** What environments ran of a service, newest first; what somebody put there by hand is no build, as nobody knows where it is from. */
export function pastBuilds(events: readonly ReleaseEvent[]): PastBuild[] {
  return events.flatMap(({ environment, commit, after }) => {
    if (!after?.release || isEditedByHand(after)) return []
    const { image, digest, inputs, source, release } = after.release
    return [{ build: { image, digest, inputs, source }, environment, commit, release }]
  })
}

/**
 * The newest of the builds that have a digest. A beginning of a digest is enough where it means one alone; `undefined` when it means none
 * or several.
 */
export function findPastBuild(past: readonly PastBuild[], wanted: string): PastBuild | undefined {
  const beginning = wanted.startsWith('sha256:') ? wanted : `sha256:${wanted}`
  const found = past.filter(({ build }) => build.digest.startsWith(beginning))
  return new Set(found.map(({ build }) => build.digest)).size === 1 ? found[0] : undefined
}

/**
 * How long an environment ran a digest the last time, in milliseconds, and nobody changed it meanwhile. `events` are those of one
 * service there, newest first.
 */
export function timeUndisturbed(events: readonly ReleaseEvent[], digest: string, now: Date): number {
  const newest = events.findIndex(({ after }) => runsOf(after) === digest)
  if (newest < 0) return 0
  const before = events.findIndex(({ after }, index) => index > newest && runsOf(after) !== digest)
  const first = before < 0 ? events.at(-1) : events[before - 1]
  const end = events[newest - 1]?.time ?? now
  return Math.max(0, end.getTime() - (first?.time ?? end).getTime())
}
