import type { Accumulation } from '../target/accumulation.ts'
import type { Target } from '../target/target.ts'
import { locate } from '../kustomize-error.ts'
import type { FolderOpener } from './resources.ts'

/** `components`: folders whose kustomization works on what has been gathered so far. */
export function accumulateComponents(
  target: Target,
  accumulation: Accumulation,
  openFolder: FolderOpener,
): void {
  for (const [index, path] of (target.kustomization.fields.components ?? []).entries()) {
    locate(target.kustomization.positionOf('components', index), () => {
      openFolder(target, path, { accumulation, isComponent: true })
    })
  }
}
