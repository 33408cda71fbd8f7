import type { Oid } from '@slipway/git'
import { orderBuild } from '../release/build.ts'
import { isEditedByHand } from '../snapshot/overlay.ts'
import type { ChosenService } from './choose-services.ts'
import { findPastBuild, pastBuilds, timeUndisturbed, type PastBuild } from './past-builds.ts'
import type { Candidate } from './promote-facts.ts'
import type { ReleaseEvents } from './release-events.ts'

/** What a candidate is found by. */
export interface CandidateSearch {
  readonly from: string
  /** The other environments, in which a build may have run that never ran in `from`. */
  readonly elsewhere: readonly string[]
  /** The config repo's newest commit. */
  readonly tip: Oid
  readonly now: Date
  readonly events: ReleaseEvents
  /** Whether a gate asks how long it ran. */
  readonly needsTime: boolean
  /** Whether what somebody put there by hand may be promoted: then it has to be known from before. */
  readonly allowsHandEdits: boolean
}

/** The build that a service is promoted to: what the source environment runs, or the one that was asked for. */
export async function findCandidate(
  chosen: ChosenService,
  search: CandidateSearch,
): Promise<Candidate | undefined> {
  const { from, needsTime, events, now } = search
  const found = await findBuild(chosen, search)
  if (!found || !needsTime) return found && { ...found, ranMs: undefined }
  const happened = await events.of(chosen.service, from)
  return { ...found, ranMs: timeUndisturbed(happened, found.build.digest, now) }
}

async function findBuild(
  { service, source, digest }: ChosenService,
  search: CandidateSearch,
): Promise<Omit<Candidate, 'ranMs'> | undefined> {
  const byHand = search.allowsHandEdits && source !== undefined && isEditedByHand(source)
  const wanted = digest ?? (byHand ? (source.image?.digest ?? '') : undefined)
  if (wanted !== undefined) {
    const past = await findRun(service, wanted, search)
    return past && { build: past.build, ranIn: past.environment, commit: past.commit, release: past.release }
  }
  if (!source?.release) return undefined
  const { release } = source.release
  return { build: orderBuild(source.release), ranIn: search.from, commit: search.tip, release }
}

async function findRun(
  service: string,
  wanted: string,
  { from, elsewhere, events }: CandidateSearch,
): Promise<PastBuild | undefined> {
  for (const environment of [from, ...elsewhere]) {
    const found = findPastBuild(pastBuilds(await events.of(service, environment)), wanted)
    if (found) return found
  }
  return undefined
}
