import { nextHold } from '../hold/plan-hold.ts'
import { kustomizationPath, releasePath } from '../layout/paths.ts'
import { runsOf } from '../history/release-event.ts'
import { commitMessage, describeMove, nameServices } from '../message/commit-message.ts'
import { momentOf } from '../release/moment.ts'
import { writeRelease } from '../release/release.ts'
import { hasEnded } from '../snapshot/hold-state.ts'
import { writeImage } from '../snapshot/image-entry.ts'
import { isEditedByHand } from '../snapshot/overlay.ts'
import type { RollbackFacts, ServiceFacts } from './rollback-facts.ts'
import type { RolledBackService, RollbackPlan } from './rollback-plan.ts'

/** Decides what a rollback does. Of an overlay it changes the image entry and `release.yaml`, and more only where the folder goes back. */
export function planRollback(facts: RollbackFacts): RollbackPlan {
  const changing = facts.services.filter((service) => !service.isDone && !runsSo(service, facts))
  const changes = changing.map(changeOf)
  return {
    environment: facts.environment,
    outcome: changes.length > 0 ? 'roll back' : 'nothing to roll back',
    reason: facts.reason,
    until: facts.until ?? null,
    changes,
    unchanged: facts.services
      .filter((service) => !changing.includes(service))
      .map(({ overlay }) => overlay.service),
    tip: facts.tip,
    files: Object.assign({}, ...changing.map((service) => filesOf(service, facts))) as RollbackPlan['files'],
    message: changes.length > 0 ? messageOf(facts, changes) : null,
  }
}

/** Whether the build runs and is held for that reason: the same command, again. */
function runsSo({ overlay, target, config }: ServiceFacts, { reason, now }: RollbackFacts): boolean {
  const { hold, digest } = overlay.release
  const isHeld = hold !== undefined && !hasEnded(hold, now) && hold.reason === reason
  const restores = config !== undefined && config.files.length > 0
  return isHeld && digest === target.release.digest && !isEditedByHand(overlay) && !restores
}

function changeOf({ overlay, target, config }: ServiceFacts): RolledBackService {
  const { release } = overlay
  const restored = config && (({ texts: _, ...rest }) => rest)(config)
  return {
    service: overlay.service,
    from: runsOf(overlay),
    to: target.release.digest,
    source: target.release.source,
    commit: target.commit,
    ranSince: target.since,
    endsHandEdit: isEditedByHand(overlay),
    replaces: release.hold ?? null,
    pending: release.pending?.digest ?? null,
    config: restored ?? null,
  }
}

function filesOf({ overlay, target, config }: ServiceFacts, facts: RollbackFacts): RollbackPlan['files'] {
  const { environment, service, release } = overlay
  const file = kustomizationPath(environment, service)
  const { image, digest } = target.release
  const text = config?.texts[file] ?? overlay.kustomization
  return {
    ...config?.texts,
    [file]: writeImage(text, file, { service, image, digest }),
    [releasePath(environment, service)]: writeRelease({
      ...target.release,
      since: momentOf(facts.now),
      hold: nextHold(release.hold, facts),
      pending: release.pending,
    }),
  }
}

function messageOf(
  { environment, reason, until }: RollbackFacts,
  changes: readonly RolledBackService[],
): string {
  const undone = changes.flatMap(({ config }) => config?.undoes ?? [])
  const lines = undone.map(({ commit, author, subject }) => `${commit.slice(0, 12)} ${author}: ${subject}`)
  const end = until === undefined ? 'until "slipway resume"' : `until ${until}`
  return commitMessage({
    action: 'rollback',
    title: `Roll back ${nameServices(changes.map(({ service }) => service))} in ${environment}`,
    rows: changes.map(({ service, from, to }) => ({ subject: service, text: describeMove(from, to) })),
    paragraphs: [
      `Held ${end}: publish and promote leave it alone.`,
      ...(lines.length > 0 ? [`This undoes changes of configuration:\n${lines.join('\n')}`] : []),
    ],
    environments: [environment],
    ...(changes.length === 1 && { source: changes[0]?.source.commit }),
    reason,
  })
}
