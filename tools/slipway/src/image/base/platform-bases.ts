import {
  fitsPlatform,
  OciError,
  parsePlatform,
  platformName,
  readPlatform,
  type ImageInLayout,
} from '@slipway/oci'
import { SlipwayError } from '../../slipway-error.ts'
import type { Service } from '../../workspace/service.ts'
import { fetchBase, type BaseReference, type BaseSource } from './base-image.ts'

/**
 * The base for each platform that a service's options name, or else the one for this machine. Throws `no-platform` when
 * the base is not made for one of them.
 */
export async function fetchBases(
  service: Service,
  base: BaseReference,
  source: BaseSource,
): Promise<ImageInLayout[]> {
  if (service.platforms.length === 0) return [await fetchBase(base, { ...source, kind: service.kind })]
  const found: ImageInLayout[] = []
  for (const name of service.platforms) found.push(await fetchFor(name, service, { base, source }))
  return found
}

async function fetchFor(
  name: string,
  service: Service,
  { base, source }: { base: BaseReference; source: BaseSource },
): Promise<ImageInLayout> {
  const platform = parsePlatform(name)
  try {
    const image = await fetchBase(base, { ...source, kind: service.kind }, platform)
    const found = await readPlatform(image)
    // A base for one platform has no index that would say so.
    if (fitsPlatform(found, platform)) return image
    throw refuse(service, name, `it is for "${platformName(found)}" alone`)
  } catch (error) {
    if (!(error instanceof OciError) || error.code !== 'no-platform') throw error
    throw refuse(service, name, error.message, error)
  }
}

function refuse({ name, base }: Service, platform: string, reason: string, cause?: unknown): SlipwayError {
  const message = `Cannot build "${name}" for "${platform}" on the base "${base}": ${reason}`
  return new SlipwayError('no-platform', message, { cause })
}
