import { baseFolder, overlayFolder, type ConfigRepoFiles } from '@slipway/config-repo'
import { SlipwayError } from '../../slipway-error.ts'
import { listNames } from '../config-repo/listed-names.ts'

/** Throws `taken` when the config repo has a base or an overlay of a service that is to be new. */
export async function requireFreeFolders(files: ConfigRepoFiles, name: string): Promise<void> {
  const { bases, overlays } = await listNames(files)
  const [environment] = [...overlays].find(([, services]) => services.has(name)) ?? []
  const folder =
    environment === undefined ? bases.has(name) && baseFolder(name) : overlayFolder(environment, name)
  if (!folder) return
  throw new SlipwayError(
    'taken',
    `Cannot create the service "${name}": the config repo has "${folder}" already`,
  )
}
