import { ConfigRepoError } from '../config-repo-error.ts'
import { kustomizationPath, releasePath, settingsPath } from '../layout/paths.ts'
import { readSettings, type Settings } from '../settings/settings.ts'
import { readOverlay, type Overlay } from './overlay.ts'

/** A config repo at one commit. */
export interface Snapshot {
  readonly settings: Settings
  /** In the order of environments, then of services' names. */
  readonly overlays: readonly Overlay[]
}

/** Reads files by their path in the config repo, at a commit or on disk; `list` gives what lies in folders. */
export interface ConfigRepoFiles {
  list(folders: readonly string[]): Promise<string[]>
  read(paths: readonly string[]): Promise<Map<string, string>>
}

/** Reads the settings and every overlay. Throws `no-settings` and what is invalid. */
export async function readSnapshot(files: ConfigRepoFiles): Promise<Snapshot> {
  const settings = settingsOf(await files.read([settingsPath]))
  const paths = await files.list(['overlays'])
  const overlays = settings.environments.flatMap(({ name }) =>
    paths
      .flatMap((path) => /^overlays\/([^/]+)\/([^/]+)\/kustomization\.yaml$/.exec(path) ?? [])
      .filter((_, index, all) => index % 3 === 2 && all[index - 1] === name)
      .map((service) => [name, service] as const),
  )
  const texts = await files.read(
    overlays.flatMap(([name, service]) => [kustomizationPath(name, service), releasePath(name, service)]),
  )
  return {
    settings,
    overlays: overlays.flatMap(([name, service]) => readOverlay(name, service, texts) ?? []),
  }
}

/** The settings among texts by path. Throws `no-settings`, `invalid-settings`. */
export function settingsOf(texts: ReadonlyMap<string, string>): Settings {
  const text = texts.get(settingsPath)
  if (text !== undefined) return readSettings(text)
  throw new ConfigRepoError('no-settings', `Cannot find "${settingsPath}" in the config repo`)
}
