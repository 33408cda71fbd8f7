import {
  findEnvironment,
  kustomizationPath,
  readOverlay,
  releasePath,
  settingsOf,
  settingsPath,
  type ConfigRepoFiles,
  type Overlay,
  type Settings,
} from '@slipway/config-repo'

/** What a config repo says of some services in one environment. */
export interface EnvironmentOverlays {
  readonly settings: Settings
  /** Those that there are. */
  readonly overlays: readonly Overlay[]
}

/**
 * Reads the overlays of services in an environment, and nothing of anybody else's. Throws `no-settings`,
 * `unknown-environment` and what is invalid.
 */
export async function readEnvironmentOverlays(
  files: ConfigRepoFiles,
  environment: string,
  services: readonly string[],
): Promise<EnvironmentOverlays> {
  const paths = services.flatMap((service) => [
    kustomizationPath(environment, service),
    releasePath(environment, service),
  ])
  const texts = await files.read([settingsPath, ...paths])
  const settings = settingsOf(texts)
  findEnvironment(settings, environment)
  return { settings, overlays: services.flatMap((service) => readOverlay(environment, service, texts) ?? []) }
}
