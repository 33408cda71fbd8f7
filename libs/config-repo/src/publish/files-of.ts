import { kustomizationPath, releasePath } from '../layout/paths.ts'
import { momentOf } from '../release/moment.ts'
import { writeRelease } from '../release/release.ts'
import { writeImage } from '../snapshot/image-entry.ts'
import { buildOf, type DecisionContext, type ServiceDecision } from './decide-service.ts'

/** The new texts of a service's files, by path. */
export function filesOf(decision: ServiceDecision, context: DecisionContext): [string, string][] {
  const { environment } = context.state
  const path = releasePath(environment, decision.image.service)
  switch (decision.kind) {
    case 'change':
      return filesOfChange(decision, context)
    case 'held':
      return decision.isRewritten ? [[path, writeRelease(decision.release)]] : []
    case 'ended':
      return [[path, writeRelease(decision.release)]]
    default:
      return []
  }
}

function filesOfChange(
  { image, overlay }: ServiceDecision,
  { state: { environment }, source, now, hotfix }: DecisionContext,
): [string, string][] {
  const { service } = image
  const file = kustomizationPath(environment, service)
  const release = {
    service,
    ...buildOf(image, source),
    since: momentOf(now),
    hotfix: hotfix === null ? undefined : { reason: hotfix },
  }
  return [
    [file, writeImage(overlay.kustomization, file, image)],
    [releasePath(environment, service), writeRelease(release)],
  ]
}
