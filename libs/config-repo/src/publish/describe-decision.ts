import type { ChangeDecision, DecisionContext, HeldDecision, ServiceDecision } from './decide-service.ts'
import type {
  HeldService,
  NewerService,
  PlacedService,
  RevertedService,
  ServiceChange,
} from './publish-plan.ts'

/** A change as a plan has it. */
export function describeChange(
  { image, overlay, reverted }: ChangeDecision,
  { hotfix }: DecisionContext,
): Omit<ServiceChange, keyof PlacedService> {
  const from = overlay.release?.digest ?? overlay.image?.digest ?? null
  return { from, to: image.digest, reverted, hotfix }
}

/** A service that stays, as a plan has it. */
export function describeHeld({
  image,
  overlay,
  state,
  release,
  isRewritten,
}: HeldDecision): Omit<HeldService, keyof PlacedService> {
  const hold = state.kind === 'held' ? state : undefined
  return {
    state: state.kind,
    reason: hold?.reason ?? null,
    until: hold?.until ?? null,
    found: overlay.image?.digest ?? overlay.image?.newTag ?? null,
    released: release.digest,
    wanted: image.digest,
    pending: release.pending?.digest ?? null,
    isRecorded: isRewritten,
    hotfix: release.pending?.hotfix?.reason ?? null,
  }
}

/** A service that stays reverted, as a plan has it. */
export function describeReverted({
  image,
  overlay,
}: ServiceDecision): Omit<RevertedService, keyof PlacedService> {
  return { runs: overlay.release?.digest ?? null, wanted: image.digest }
}

/** A service that runs something newer, as a plan has it. */
export function describeNewer({
  image,
  overlay: { release },
}: ServiceDecision): Omit<NewerService, keyof PlacedService> {
  return { runs: release?.digest ?? '', commit: release?.source.commit ?? '', wanted: image.digest }
}
