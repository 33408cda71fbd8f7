import { canonicalJson } from '@slipway/oci'
import { createHash } from 'node:crypto'
import type { Service } from '../../workspace/service.ts'
import type { SourceTree } from '../../workspace/source-tree.ts'
import type { BuilderInputs } from './builder-inputs.ts'
import { findDockerInputs } from './docker-inputs.ts'
import { findOciInputs } from './oci-inputs.ts'
import { findStaticInputs } from './static-inputs.ts'

/** Grows when the builders write other bytes for the same inputs, so that images are built again. */
const version = 2

/** Everything that an image is made of. */
export interface ImageInputs extends BuilderInputs, ImageTarget {
  readonly service: string
  readonly builder: Service['builder']
}

/** What an image is built on and for. */
export interface ImageTarget {
  /** Digest of the base image; `null` for a Dockerfile that says its base by itself. */
  readonly base: string | null
  /** Processor in Node's names, `x64`; or the platforms that the service's options name. */
  readonly architecture: string
}

/** Gathers what the image of a service is made of, from a source tree alone. */
export async function findImageInputs(
  tree: SourceTree,
  service: Service,
  target: ImageTarget,
): Promise<ImageInputs> {
  const find = findOf(service)
  const { name, builder, platforms } = service
  const architecture = platforms.length > 0 ? platforms.join(',') : target.architecture
  return { service: name, builder, ...target, architecture, ...(await find(tree, service)) }
}

function findOf({ builder, kind }: Service): typeof findOciInputs {
  if (builder === 'docker') return findDockerInputs
  return kind === 'static' ? findStaticInputs : findOciInputs
}

/** The inputs hash, `sha256:` and 64 hexadecimal digits. Equal inputs give an equal hash in any folder on any day. */
export function hashInputs(inputs: ImageInputs): string {
  const { installed: _, ...hashed } = inputs
  return `sha256:${createHash('sha256')
    .update(canonicalJson({ version, ...hashed }))
    .digest('hex')}`
}

/** The tag under which an image can be found by what it is made of. */
export function inputsTag(inputs: string): string {
  return inputs.replace(':', '-').replace(/^sha256/, 'inputs')
}
