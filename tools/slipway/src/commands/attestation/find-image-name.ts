import { readTip } from '@slipway/config-repo'
import { readResult } from '../../image/result-files.ts'
import { readEnvironmentOverlays } from '../../publish/environment-overlays.ts'
import { openSource } from '../../publish/open-source.ts'
import { SlipwayError } from '../../slipway-error.ts'
import { findServices } from '../../workspace/service.ts'
import { readWorkTree } from '../../workspace/work-tree.ts'

/** An image by its digest. */
export interface NamedImage {
  readonly image: string
  readonly digest: string
}

/**
 * The image that an environment runs by the config repo, or without one the image that was built last. Throws
 * `no-overlay` when the environment has no release of the service, `no-result` when nothing was built, `not-a-service` for a name that
 * no service has.
 */
export async function findImageName(
  workspace: string,
  service: string,
  environment: string | undefined,
): Promise<NamedImage> {
  if (environment === undefined) return await findBuilt(workspace, service)
  const { own, location } = await openSource(workspace, 'HEAD')
  const { overlays } = await readTip(location, { configuredAs: own }, (files) =>
    readEnvironmentOverlays(files, environment, [service]),
  )
  const release = overlays[0]?.release
  if (release) return release
  throw new SlipwayError(
    'no-overlay',
    `Cannot find an image of "${service}": "${environment}" has no release of it`,
  )
}

async function findBuilt(workspace: string, service: string): Promise<NamedImage> {
  try {
    return await readResult(workspace, service)
  } catch (error) {
    if (error instanceof SlipwayError && error.code === 'no-result') await requireService(workspace, service)
    throw error
  }
}

async function requireService(workspace: string, service: string): Promise<void> {
  const services = await readWorkTree(workspace, findServices)
  if (services.some(({ name }) => name === service)) return
  const names = services.map(({ name }) => `"${name}"`).join(', ')
  throw new SlipwayError(
    'not-a-service',
    `Cannot find the service "${service}": the workspace has ${names || 'none'}`,
  )
}
