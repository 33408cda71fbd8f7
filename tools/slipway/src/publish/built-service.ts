import type { ImageTarget } from '../image/inputs/image-inputs.ts'
import type { ImageResult } from '../image/result.ts'
import type { Service } from '../workspace/service.ts'

/** A service at the source commit: what its image is made of there, and what was built here, if anything. */
export interface BuiltService {
  readonly service: Service
  /** The inputs hash at the source commit. */
  readonly inputs: string
  /** What it is built on and for. */
  readonly target: ImageTarget
  readonly result: ImageResult | undefined
}
