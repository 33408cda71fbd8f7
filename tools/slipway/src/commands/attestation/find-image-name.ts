import { readTip } from '@slipway/config-repo'
import { readResult } from '../../image/result-files.ts'
import { readEnvironmentOverlays } from '../../publish/environment-overlays.ts'
import { openSource } from '../../publish/open-source.ts'
import { SlipwayError } from '../../slipway-error.ts'

/** An image by its digest. */
export interface NamedImage {
  readonly image: string
  readonly digest: string
}

/**
 * The image that an environment runs by the config repo, or without one the image that was built last. Throws
 * `no-overlay` when the environment has no release of the service, `no-result` when nothing was built.
 */
export async function findImageName(
  workspace: string,
  service: string,
  environment: string | undefined,
): Promise<NamedImage> {
  if (environment === undefined) return await readResult(workspace, service)
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
