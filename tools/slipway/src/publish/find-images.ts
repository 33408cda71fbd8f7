import type { ImageToPublish, Overlay, Settings } from '@slipway/config-repo'
import { OciError } from '@slipway/oci'
import type { Environment } from '../environment.ts'
import { inputsTag } from '../image/inputs/image-inputs.ts'
import { openImageStore } from '../image/store.ts'
import { SlipwayError, type SlipwayErrorCode } from '../slipway-error.ts'
import type { BuiltService } from './built-service.ts'

/** What images are looked up with. */
export interface ImageSource {
  readonly workspace: string
  readonly environment: Environment
  readonly settings: Settings
  /** The overlays of the environment. */
  readonly overlays: readonly Overlay[]
  /** Ends what a registry is asked. */
  readonly signal: AbortSignal
}

type Found = { readonly image: ImageToPublish } | { readonly problem: readonly [SlipwayErrorCode, string] }

/**
 * The image of each service: the one that runs or is pending when it was made of the same inputs, else the one that the store has for
 * these inputs, else the one that was built here, which the store must have. Throws `stale-result`, `not-pushed` and
 * `not-built`, each problem with its service.
 */
export async function findImages(
  services: readonly BuiltService[],
  source: ImageSource,
): Promise<ImageToPublish[]> {
  const found = await Promise.all(services.map((service) => findImage(service, source)))
  const problems = found.flatMap((one) => ('problem' in one ? [one.problem] : []))
  const [first] = problems
  if (first) throw new SlipwayError(first[0], problems.map(([, message]) => message).join('\n'))
  return found.flatMap((one) => ('image' in one ? [one.image] : []))
}

async function findImage({ service, inputs, result }: BuiltService, source: ImageSource): Promise<Found> {
  const image = `${source.settings.registry}/${service.name}`
  if (result && result.image !== image) return wrongName(service.name, result.image, image)
  const release = source.overlays.find((overlay) => overlay.service === service.name)?.release
  const found = { service: service.name, image, inputs }
  // What runs or waits to be resumed was built from them already; a builder that is not reproducible would give another digest.
  const same = [release, release?.pending].find((build) => build?.inputs === inputs && build.image === image)
  if (same) return { image: { ...found, digest: same.digest } }
  const { store, repository } = openImageStore(image, {
    ...source.environment,
    workspace: source.workspace,
    signal: source.signal,
  })
  const tagged = await store.resolve(repository, inputsTag(inputs)).catch((cause: unknown) => {
    if (result || !(cause instanceof OciError) || cause.code === 'aborted') throw cause
    throw notBuiltHere(service.name, cause)
  })
  if (tagged !== undefined) return { image: { ...found, digest: tagged } }
  if (!result) return notBuilt(service.name, inputs)
  if (await store.has(repository, result.digest)) return { image: { ...found, digest: result.digest } }
  return notPushed(service.name, `${image}@${result.digest}`, store.location)
}

function wrongName(service: string, found: string, wanted: string): Found {
  const message = `Cannot publish "${service}": it was built as "${found}", and slipway.yaml wants "${wanted}", run "npx nx run ${service}:image" again`
  return { problem: ['stale-result', message] }
}

function notBuilt(service: string, inputs: string): Found {
  const message = `Cannot publish "${service}": there is no image of it as it is at this commit (${inputsTag(inputs).slice(0, 19)}…), run "npx nx affected -t image push" or "npx nx run ${service}:push" first`
  return { problem: ['not-built', message] }
}

/** Whoever built nothing is told so, and not only that a registry is out of reach. */
function notBuiltHere(service: string, cause: OciError): SlipwayError {
  const message = `Cannot publish "${service}": it was not built here, run "npx nx affected -t image push" first, and the registry cannot be asked for it (${cause.message})`
  return new SlipwayError('not-built', message, { cause })
}

function notPushed(service: string, image: string, store: string): Found {
  const message = `Cannot publish "${service}": "${store}" does not have "${image}", run "npx nx run ${service}:push" first`
  return { problem: ['not-pushed', message] }
}
