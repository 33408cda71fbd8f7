import { addListItem } from 'kustomize-ts'
import { ConfigRepoError } from '../config-repo-error.ts'
import { overlayFolder, settingsPath } from '../layout/paths.ts'
import { assertEnvironmentName } from '../names/name.ts'
import { findEnvironment, readSettings, type Environment, type Settings } from '../settings/settings.ts'
import { moveApiAddress } from './api-address.ts'
import { copyOverlay } from './copy-overlay.ts'
import { overlayFiles } from './overlay-files.ts'

/** A new environment and the config repo that it comes into. */
export interface NewEnvironment {
  name: string
  /** The name when left out. */
  namespace?: string | undefined
  /** Replicas of a service; those of `from`, or 1, when left out. */
  replicas?: number | undefined
  /** The text of `slipway.yaml`. */
  settings: string
  /** Every service that gets an overlay. */
  services: readonly string[]
  /** Of each front end the `api.conf` of some environment, for overlays that are not copied. */
  apis?: Readonly<Record<string, { environment: string; text: string }>> | undefined
  /** An environment to copy overlays from, with its files by their path in the config repo. */
  from?: { name: string; files: Readonly<Record<string, string>> } | undefined
}

/**
 * Every file that a new environment adds or changes, by path: `slipway.yaml`, where it comes last in the order of
 * promotion, and an overlay for each service, none of them released. Throws `invalid-name`, `invalid-settings`,
 * `taken` and, for `from`, `unknown-environment`.
 */
export function environmentFiles(wanted: NewEnvironment): Record<string, string> {
  assertEnvironmentName(wanted.name)
  const settings = readSettings(wanted.settings)
  assertFree(settings, wanted)
  const source = wanted.from && findEnvironment(settings, wanted.from.name)
  const added = addListItem(wanted.settings, 'environments', settingsItem(wanted, source), settingsPath)
  const environment = findEnvironment(readSettings(added), wanted.name)
  const apiOf = (service: string) => {
    const api = wanted.apis?.[service]
    return api && moveApiAddress(api.text, findEnvironment(settings, api.environment), environment)
  }
  const overlays = wanted.services.map((service) => {
    const files = source ? filesBelow(wanted.from?.files ?? {}, overlayFolder(source.name, service)) : {}
    return source && Object.keys(files).length > 0
      ? copyOverlay(service, files, source, environment)
      : overlayFiles(service, settings.registry, environment, apiOf(service))
  })
  return Object.assign({ [settingsPath]: added }, ...overlays) as Record<string, string>
}

function assertFree({ environments }: Settings, { name, namespace = name }: NewEnvironment): void {
  const twin = environments.find((other) => other.name === name || other.namespace === namespace)
  if (!twin) return
  throw new ConfigRepoError(
    'taken',
    `Cannot add the environment "${name}" with the namespace "${namespace}": "${settingsPath}" has "${twin.name}" with "${twin.namespace}"`,
  )
}

function settingsItem(
  wanted: NewEnvironment,
  source: Environment | undefined,
): Record<string, string | number> {
  const { name, namespace = name } = wanted
  const replicas = wanted.replicas ?? source?.replicas ?? 1
  const item = namespace === name ? { name, replicas } : { name, namespace, replicas }
  return source?.sync === 'manual' ? { ...item, sync: source.sync } : item
}

function filesBelow(files: Readonly<Record<string, string>>, folder: string): Record<string, string> {
  const below = Object.entries(files).filter(([path]) => path.startsWith(`${folder}/`))
  return Object.fromEntries(below.map(([path, text]) => [path.slice(folder.length + 1), text]))
}
