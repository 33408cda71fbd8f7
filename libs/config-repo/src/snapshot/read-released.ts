import { kustomizationPath, releasePath, settingsPath } from '../layout/paths.ts'
import { assertServiceName } from '../names/name.ts'
import { refuseAll, type Refused } from '../refuse-all.ts'
import type { Release } from '../release/release.ts'
import { findEnvironment } from '../settings/settings.ts'
import { readOverlay, type Overlay } from './overlay.ts'
import { settingsOf, type ConfigRepoFiles } from './read-snapshot.ts'

/** An overlay that was released, and whose image entry is there. */
export type ReleasedOverlay = Overlay & {
  readonly release: Release
  readonly image: NonNullable<Overlay['image']>
}

/** Which overlays, and what for, as in "Cannot <verb> "orders" in "production"". */
export interface ReleasedRequest {
  readonly environment: string
  readonly services: readonly string[]
  readonly verb: string
}

/**
 * Reads overlays that were released, in the order of services' names, each once. Throws `unknown-environment`, and with every service
 * that it is true of `no-overlay`, `never-released`, `no-images-entry`.
 */
export async function readReleased(
  files: ConfigRepoFiles,
  { environment, services, verb }: ReleasedRequest,
): Promise<ReleasedOverlay[]> {
  for (const service of services) assertServiceName(service)
  const names = [...new Set(services)].toSorted()
  const texts = await files.read([
    settingsPath,
    ...names.flatMap((name) => [kustomizationPath(environment, name), releasePath(environment, name)]),
  ])
  findEnvironment(settingsOf(texts), environment)
  const found = names.map((service) => readOverlay(environment, service, texts))
  const refused = found.flatMap((overlay, index): Refused[] => {
    const service = names[index] ?? ''
    const why = whyNot(overlay)
    if (why === undefined) return []
    const message = `Cannot ${verb} "${service}" in "${environment}": ${why.reason}`
    return [{ code: why.code, environment, service, message }]
  })
  refuseAll(refused)
  return found.filter((overlay): overlay is ReleasedOverlay => Boolean(overlay?.release && overlay.image))
}

function whyNot(overlay: Overlay | undefined): (Pick<Refused, 'code'> & { reason: string }) | undefined {
  if (!overlay) return { code: 'no-overlay', reason: 'there is no such overlay' }
  if (!overlay.release) return { code: 'never-released', reason: 'it was never released there' }
  if (overlay.image) return undefined
  return { code: 'no-images-entry', reason: 'its overlay has no images entry with that name' }
}
