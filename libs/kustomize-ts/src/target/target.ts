import type { Kustomization } from '../kustomization/load-kustomization.ts'
import type { Loader } from '../reader/loader.ts'
import type { Origin } from '../resource/origin.ts'
import type { BuildContext } from './build-context.ts'

/** A kustomization that is being built, and where it stands. */
export interface Target {
  readonly context: BuildContext
  readonly loader: Loader
  readonly kustomization: Kustomization
  /** Where the folder lies seen from where the build began; undefined when nobody asked for origins. */
  readonly origin: Origin | undefined
}
