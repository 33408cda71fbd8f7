import { kustomizationPath } from '../../layout/paths.ts'
import { isEditedByHand, type Overlay } from '../../snapshot/overlay.ts'
import { placeOf } from '../place-of.ts'
import type { Rule } from '../rule.ts'

/** A digest that somebody changed holds its service: publish and promote leave it alone. */
export const editedByHand: Rule = ({ overlays }) =>
  overlays.filter(isEditedByHand).map((overlay) => ({
    severity: 'warning',
    code: 'edited-by-hand',
    message: `"${overlay.service}" was edited by hand in "${overlay.environment}": it deploys "${runsOf(overlay)}", and "${overlay.release?.digest}" was released`,
    file: kustomizationPath(overlay.environment, overlay.service),
    ...placeOf(overlay.kustomization, runsOf(overlay)),
  }))

function runsOf({ image }: Overlay): string {
  return image?.digest ?? image?.newTag ?? image?.newName ?? 'nothing'
}
