import { assertServiceName } from '../names/name.ts'
import type { Environment } from '../settings/settings.ts'
import { apiAddress } from './api-address.ts'
import { baseFiles } from './base-files.ts'
import { overlayFiles } from './overlay-files.ts'
import type { ServiceDescription } from './service-description.ts'

/** A new service: its description, and from `slipway.yaml` the registry and the environments that get an overlay. */
export interface NewService extends ServiceDescription {
  registry: string
  environments: readonly Environment[]
}

/**
 * Every file that a new service has in a config repo, by path: `base/<name>` and one overlay in each environment.
 * Throws `invalid-name` when the name is no DNS label.
 *
 * @example
 * serviceFiles({ ...readSettings(text), name: 'orders', port: 3001 })
 */
export function serviceFiles(service: NewService): Record<string, string> {
  assertServiceName(service.name)
  const overlays = service.environments.map((environment) =>
    overlayFiles(
      service.name,
      service.registry,
      environment,
      service.api && apiAddress(service.api, environment),
    ),
  )
  return Object.assign({}, baseFiles(service), ...overlays) as Record<string, string>
}
