import type { History } from '../history/history.ts'
import { isMove, type ReleaseEvent } from '../history/release-event.ts'
import { refuseAll, type Refused } from '../refuse-all.ts'
import type { Tip } from '../remote/tip.ts'
import { hasEnded } from '../snapshot/hold-state.ts'
import { isEditedByHand } from '../snapshot/overlay.ts'
import { readReleased, type ReleasedOverlay } from '../snapshot/read-released.ts'
import { findTarget, type NoTarget, type RollbackTarget } from './find-target.ts'
import { readFolder } from './read-folder.ts'
import type { RollbackRequest } from './rollback.ts'
import type { ServiceFacts } from './rollback-facts.ts'

/** What the facts come from. */
export interface FactSources {
  readonly tip: Tip
  readonly history: History
  readonly now: Date
}

/** Finds what each service goes back to. Throws with every service for which there is nothing. */
export async function settleFacts(request: RollbackRequest, sources: FactSources): Promise<ServiceFacts[]> {
  const { environment, services } = request
  const overlays = await readReleased(sources.tip, { environment, services, verb: 'roll back' })
  const found = await findTargets(overlays, request, sources)
  return Promise.all(
    found.map(async ({ overlay, target, isDone }) => {
      const config =
        request.config && !isDone ? await readFolder(overlay, target, request.location, sources) : undefined
      return { overlay, target, isDone, config }
    }),
  )
}

type Found = Omit<ServiceFacts, 'config'>

async function findTargets(
  overlays: readonly ReleasedOverlay[],
  request: RollbackRequest,
  { tip, history, now }: FactSources,
): Promise<Found[]> {
  const { environment, to } = request
  const services = overlays.map(({ service }) => service)
  const events = await history.releases(tip.commit, { environment, services })
  const trunk = await history.trunk(tip.commit)
  const found = overlays.map((overlay) => {
    const own = events.filter(({ service }) => service === overlay.service)
    const running =
      isDoneAlready(overlay, own, request, now) && findTarget({ events: own, trunk }, overlay.release.digest)
    const target = running || findTarget({ events: own, trunk }, to)
    return { overlay, target, isDone: Boolean(running) }
  })
  refuseAll(found.flatMap(({ overlay, target }) => refusalOf(overlay, target)))
  return found.filter((one): one is Found => 'release' in one.target)
}

function refusalOf({ environment, service }: ReleasedOverlay, target: RollbackTarget | NoTarget): Refused[] {
  if ('release' in target) return []
  const message = `Cannot roll back "${service}" in "${environment}": ${target.reason}`
  return [{ code: target.code, environment, service, message }]
}

/**
 * Whether a command that counts builds was given before, as a job that was killed does again: it must not go back further. Whoever means that
 * names the build, or another reason.
 */
function isDoneAlready(
  overlay: ReleasedOverlay,
  events: readonly ReleaseEvent[],
  { to = '1', reason }: RollbackRequest,
  now: Date,
): boolean {
  const { hold } = overlay.release
  if (!/^\d{1,3}$/.test(to) || !hold || hasEnded(hold, now) || isEditedByHand(overlay)) return false
  return hold.reason === reason && events.find(isMove)?.action === 'rollback'
}
