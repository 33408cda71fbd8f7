import type { OverlayName } from '../render/overlay-name.ts'
import type { MaybeRendering } from '../render/render-overlay.ts'
import { compareObjects, type ObjectComparison } from './compare-objects.ts'
import type { ChangeKind, OverlayDifference } from './difference.ts'
import { matchObjects, type RenameNamespace } from './match-objects.ts'

/** How they are compared. */
export interface RenderingComparison extends ObjectComparison {
  readonly rename?: RenameNamespace
}

/** What differs between two renderings of an overlay; `undefined` when nothing does. */
export function compareRenderings(
  { environment, service }: OverlayName,
  [before, after]: readonly [MaybeRendering, MaybeRendering],
  { rename, ...comparison }: RenderingComparison,
): OverlayDifference | undefined {
  if (isSame(before, after)) return undefined
  const isBroken = [before, after].some((rendering) => rendering && rendering.yaml === undefined)
  const matches = isBroken ? [] : matchObjects(before?.resources ?? [], after?.resources ?? [], rename)
  return {
    environment,
    service,
    change: changeOf(before, after),
    problems: { before: before?.problems ?? [], after: after?.problems ?? [] },
    objects: matches.flatMap((match) => compareObjects(match, comparison) ?? []),
  }
}

/** Of what cannot be rendered nobody knows whether it is the same. */
function isSame(before: MaybeRendering, after: MaybeRendering): boolean {
  if (before === undefined || after === undefined) return before === after
  return before.yaml !== undefined && before.yaml === after.yaml
}

function changeOf(before: MaybeRendering, after: MaybeRendering): ChangeKind {
  if (before === undefined) return 'added'
  return after === undefined ? 'removed' : 'changed'
}
