import { kustomizationPath, releasePath } from '../layout/paths.ts'
import { momentOf } from '../release/moment.ts'
import { writeRelease } from '../release/release.ts'
import { hasEnded } from '../snapshot/hold-state.ts'
import { writeImage } from '../snapshot/image-entry.ts'
import type { PromoteFacts, ServiceFacts } from './promote-facts.ts'

/** The files of a service that is promoted. Nobody knows when a review is merged, so that its release does not say since when it runs: the history does. */
export function writePromoted(
  facts: PromoteFacts,
  { service, candidate, target }: ServiceFacts,
  { isReview }: { readonly isReview: boolean },
): [string, string][] {
  if (!candidate || !target) return []
  const { to, now } = facts
  const { build, ranIn, commit } = candidate
  const file = kustomizationPath(to, service)
  const hold = target.release?.hold
  const text = writeRelease({
    service,
    ...build,
    since: isReview ? undefined : momentOf(now),
    release: facts.release ?? candidate.release,
    promoted: { from: ranIn, commit },
    // Whoever overrules a hold does not end it. What waited for its end does not wait any more: something else was decided.
    hold: hold && !hasEnded(hold, now) ? hold : undefined,
  })
  return [
    [file, writeImage(target.kustomization, file, { service, ...build })],
    [releasePath(to, service), text],
  ]
}

/** The file of a service that runs the build already, and gets the name of the release set. */
export function writeNamed(
  { to, release }: PromoteFacts,
  { service, target }: ServiceFacts,
): [string, string][] {
  if (!target?.release) return []
  return [[releasePath(to, service), writeRelease({ ...target.release, release })]]
}
