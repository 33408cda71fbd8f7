import { isEditedByHand, nameOf, type Overlay } from '../snapshot/overlay.ts'
import { hasEnded } from '../snapshot/hold-state.ts'
import type { Build } from '../release/build.ts'
import type { PromoteFacts, ServiceFacts } from './promote-facts.ts'

/** What a promotion means for each service. */
export interface PartedServices {
  /** Another build, or the end of a hotfix that the environments before have caught up with. */
  readonly changing: readonly ServiceFacts[]
  /** Runs the build already, and gets the name of the release set. */
  readonly named: readonly ServiceFacts[]
  readonly unchanged: readonly ServiceFacts[]
}

/** Tells the services that a promotion changes from those that run the build already. */
export function partServices({ services, release, now }: PromoteFacts): PartedServices {
  const kindOf = ({ candidate, target }: ServiceFacts): keyof PartedServices => {
    if (!candidate || !target || !runs(target, candidate.build)) return 'changing'
    const { hold, hotfix } = target.release ?? {}
    if (hotfix && !(hold && !hasEnded(hold, now))) return 'changing'
    return release === undefined || target.release?.release === release ? 'unchanged' : 'named'
  }
  const parted = Object.groupBy(services, kindOf)
  return { changing: parted.changing ?? [], named: parted.named ?? [], unchanged: parted.unchanged ?? [] }
}

function runs(target: Overlay, { image, digest }: Build): boolean {
  const found = target.image
  if (!found || !target.release || isEditedByHand(target)) return false
  return found.digest === digest && nameOf(found) === image
}
