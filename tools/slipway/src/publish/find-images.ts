import type { Build, ImageToPublish, Overlay, Settings } from '@slipway/config-repo'
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
  /** The one of some builds whose image a build of this commit would give again. */
  findAlike(service: BuiltService, builds: readonly Build[]): Promise<Build | undefined>
}

type Found = { readonly image: ImageToPublish } | { readonly problem: readonly [SlipwayErrorCode, string] }

/** What was not built, with what the environment has of it. */
interface Unbuilt {
  readonly built: BuiltService
  readonly builds: readonly Build[]
  /** The image that it would be, but for its digest. */
  readonly wanted: Omit<ImageToPublish, 'digest'>
}

/**
 * The image of each service: the one that runs or is pending when it was made of the same inputs, else the one that the store has for
 * these inputs, else the one that was built here, which the store must have, else again the one that runs or is pending when a build would
 * give no other. Throws `stale-result`, `not-pushed` and `not-built`, each problem with its service.
 */
export async function findImages(
  services: readonly BuiltService[],
  source: ImageSource,
): Promise<ImageToPublish[]> {
  const first = await Promise.all(services.map((service) => findImage(service, source)))
  const found: Found[] = []
  // One after the other: each takes a bundle or two.
  for (const one of first) found.push('unbuilt' in one ? await findAlike(one.unbuilt, source) : one)
  const problems = found.flatMap((one) => ('problem' in one ? [one.problem] : []))
  const [problem] = problems
  if (problem) throw new SlipwayError(problem[0], problems.map(([, message]) => message).join('\n'))
  return found.flatMap((one) => ('image' in one ? [one.image] : []))
}

async function findAlike({ built, builds, wanted }: Unbuilt, source: ImageSource): Promise<Found> {
  const alike = await source.findAlike(built, builds)
  return alike ? { image: { ...wanted, digest: alike.digest } } : notBuilt(built.service.name, built.inputs)
}

async function findImage(
  built: BuiltService,
  source: ImageSource,
): Promise<Found | { readonly unbuilt: Unbuilt }> {
  const { service, inputs, result } = built
  const image = `${source.settings.registry}/${service.name}`
  if (result && result.image !== image) return wrongName(service.name, result.image, image)
  const release = source.overlays.find((overlay) => overlay.service === service.name)?.release
  const found = { service: service.name, image, inputs }
  // What runs or waits to be resumed was built from them already; a builder that is not reproducible would give another digest.
  const builds = [release, release?.pending].filter((build) => build?.image === image).filter(isThere)
  const same = builds.find((build) => build.inputs === inputs)
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
  if (!result) return { unbuilt: { built, builds, wanted: found } }
  if (await store.has(repository, result.digest)) return { image: { ...found, digest: result.digest } }
  return notPushed(service.name, `${image}@${result.digest}`, store.location)
}

function isThere(build: Build | undefined): build is Build {
  return build !== undefined
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
