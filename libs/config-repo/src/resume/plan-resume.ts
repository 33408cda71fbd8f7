import type { Oid } from '@slipway/git'
import { runsOf } from '../history/release-event.ts'
import { kustomizationPath, releasePath } from '../layout/paths.ts'
import { commitMessage, describeMove, nameServices } from '../message/commit-message.ts'
import { momentOf } from '../release/moment.ts'
import { writeRelease, type Release } from '../release/release.ts'
import { hasEnded } from '../snapshot/hold-state.ts'
import { writeImage } from '../snapshot/image-entry.ts'
import { isEditedByHand } from '../snapshot/overlay.ts'
import type { ReleasedOverlay } from '../snapshot/read-released.ts'
import type { ResumedService, ResumePlan, ServiceName } from './resume-plan.ts'

/** Everything that a resume depends on. */
export interface ResumeFacts {
  readonly overlays: readonly ReleasedOverlay[]
  /** Only those whose hold is over by itself. */
  readonly ended: boolean
  /** Whether the services were named, so that those with nothing to do are told of. */
  readonly named: boolean
  /** Forgets what is pending. */
  readonly drop: boolean
  readonly reason: string | undefined
  readonly tip: Oid
  readonly now: Date
}

/** Decides what a resume does: it ends holds and edits of the digest by hand, and deploys what is pending. */
export function planResume(facts: ResumeFacts): ResumePlan {
  const wanted = facts.overlays.filter((overlay) => isHeld(overlay, facts))
  const skipped = wanted.filter((overlay) => facts.ended && isEditedByHand(overlay))
  const changing = wanted.filter((overlay) => !skipped.includes(overlay))
  const changes = changing.map((overlay) => changeOf(overlay, facts))
  return {
    outcome: changes.length > 0 ? 'resume' : 'nothing to resume',
    changes,
    unchanged: facts.named ? facts.overlays.filter((overlay) => !wanted.includes(overlay)).map(nameOf) : [],
    skipped: skipped.map(nameOf),
    tip: facts.tip,
    files: Object.assign({}, ...changing.map((overlay) => filesOf(overlay, facts))) as ResumePlan['files'],
    message: changes.length > 0 ? messageOf(changes, facts) : null,
  }
}

function isHeld(overlay: ReleasedOverlay, { ended, now }: ResumeFacts): boolean {
  const { hold, pending } = overlay.release
  if (ended) return hold !== undefined && hasEnded(hold, now)
  return hold !== undefined || pending !== undefined || isEditedByHand(overlay)
}

function nameOf({ environment, service }: ReleasedOverlay): ServiceName {
  return { environment, service }
}

function changeOf(overlay: ReleasedOverlay, facts: ResumeFacts): ResumedService {
  const { hold, pending } = overlay.release
  const { digest, source } = nextRelease(overlay, facts)
  return {
    ...nameOf(overlay),
    hold: hold ?? null,
    endsHandEdit: isEditedByHand(overlay),
    from: runsOf(overlay),
    to: digest,
    deploys: deploysOf(overlay, facts),
    source,
    dropped: facts.drop ? (pending?.digest ?? null) : null,
  }
}

function deploysOf(overlay: ReleasedOverlay, { drop }: ResumeFacts): ResumedService['deploys'] {
  if (overlay.release.pending && !drop) return 'pending'
  return isEditedByHand(overlay) ? 'released' : 'nothing new'
}

/** A build that was pending is a release of its own: what the last one was named or promoted from is not true of it. */
function nextRelease(overlay: ReleasedOverlay, facts: ResumeFacts): Release {
  const { hold: _hold, pending, ...rest } = overlay.release
  const since = momentOf(facts.now)
  const deploys = deploysOf(overlay, facts)
  if (deploys === 'pending' && pending) return { service: overlay.service, ...pending, since }
  return deploys === 'released' ? { ...rest, since } : rest
}

function filesOf(overlay: ReleasedOverlay, facts: ResumeFacts): ResumePlan['files'] {
  const { environment, service, kustomization } = overlay
  const file = kustomizationPath(environment, service)
  const next = nextRelease(overlay, facts)
  const text =
    deploysOf(overlay, facts) === 'nothing new' ? kustomization : writeImage(kustomization, file, next)
  return {
    ...(text !== kustomization && { [file]: text }),
    [releasePath(environment, service)]: writeRelease(next),
  }
}

function messageOf(changes: readonly ResumedService[], { reason }: ResumeFacts): string {
  const environments = [...new Set(changes.map(({ environment }) => environment))]
  return commitMessage({
    action: 'resume',
    title: `Resume ${nameServices(changes.map(({ service }) => service))} in ${environments.join(', ')}`,
    rows: changes.map((change) => ({
      subject: environments.length > 1 ? `${change.environment}/${change.service}` : change.service,
      text: describeChange(change),
    })),
    environments,
    reason,
  })
}

function describeChange({ from, to, deploys, dropped }: ResumedService): string {
  const what = deploys === 'nothing new' ? 'runs on' : `${describeMove(from, to)}, which was ${deploys}`
  return dropped === null ? what : `${what}; what was pending is dropped`
}
