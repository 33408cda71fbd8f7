import { settingsPath, type ConfigRepoFiles } from '@slipway/config-repo'
import { SlipwayError } from '../../slipway-error.ts'

/** The names that a config repo has given away. */
export interface ListedNames {
  /** Services with a base. */
  readonly bases: ReadonlySet<string>
  /** Services with an overlay, by environment. */
  readonly overlays: ReadonlyMap<string, ReadonlySet<string>>
}

/** Reads which services and environments have folders. */
export async function listNames(files: ConfigRepoFiles): Promise<ListedNames> {
  const bases = new Set<string>()
  const overlays = new Map<string, Set<string>>()
  for (const file of await files.list(['base', 'overlays'])) {
    const [area, first = '', second = ''] = file.split('/')
    if (area === 'base') bases.add(first)
    else overlays.set(first, (overlays.get(first) ?? new Set()).add(second))
  }
  return { bases, overlays }
}

/** The text of `slipway.yaml`; throws `no-settings` when there is none. */
export async function readSettingsText(files: ConfigRepoFiles): Promise<string> {
  const text = (await files.read([settingsPath])).get(settingsPath)
  if (text !== undefined) return text
  throw new SlipwayError(
    'no-settings',
    `Cannot find "${settingsPath}" in the config repo: wanted its registry and its environments`,
  )
}
