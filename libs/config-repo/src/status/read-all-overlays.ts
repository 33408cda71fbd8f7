import { ConfigRepoError } from '../config-repo-error.ts'
import { kustomizationPath, releasePath } from '../layout/paths.ts'
import type { Settings } from '../settings/settings.ts'
import { readOverlay, type Overlay } from '../snapshot/overlay.ts'
import { settingsOf, type ConfigRepoFiles } from '../snapshot/read-snapshot.ts'
import { settingsPath } from '../layout/paths.ts'

/** An overlay, or why it cannot be read. */
export interface ReadOverlay {
  readonly environment: string
  readonly service: string
  readonly overlay: Overlay | undefined
  readonly problem: string | undefined
}

/** Every overlay of a config repo, in the order of environments and names: one that cannot be read does not hide the others. */
export async function readAllOverlays(
  files: ConfigRepoFiles,
): Promise<{ settings: Settings; overlays: ReadOverlay[] }> {
  const settings = settingsOf(await files.read([settingsPath]))
  const paths = await files.list(['overlays'])
  const names = paths.flatMap((path) => {
    const [, environment, service] = /^overlays\/([^/]+)\/([^/]+)\/kustomization\.yaml$/.exec(path) ?? []
    return environment !== undefined && service !== undefined ? [{ environment, service }] : []
  })
  const texts = await files.read(
    names.flatMap(({ environment, service }) => [
      kustomizationPath(environment, service),
      releasePath(environment, service),
    ]),
  )
  const read = names.map(({ environment, service }) => tryOverlay(environment, service, texts))
  const byEnvironment = Map.groupBy(read, ({ environment }) => environment)
  return { settings, overlays: settings.environments.flatMap(({ name }) => byEnvironment.get(name) ?? []) }
}

function tryOverlay(environment: string, service: string, texts: ReadonlyMap<string, string>): ReadOverlay {
  try {
    return { environment, service, overlay: readOverlay(environment, service, texts), problem: undefined }
  } catch (error) {
    if (!(error instanceof ConfigRepoError)) throw error
    const [first] = error.problems
    const problem = first ? `${first.file}:${first.line}: ${first.message}` : error.message
    return { environment, service, overlay: undefined, problem }
  }
}
