import { settingsPath } from '../layout/paths.ts'
import { pathInRepository } from '../remote/location.ts'
import { settingsOf } from '../snapshot/read-snapshot.ts'
import type { Settings } from '../settings/settings.ts'
import type { FileSource } from './file-source.ts'
import { FileTree } from './file-tree.ts'
import { overlaysAmong, type OverlayName } from './overlay-name.ts'

async function listBelow(source: FileSource, path: string): Promise<FileTree> {
  return new FileTree(source.folder, await source.list([pathInRepository(source, path)]))
}

/** The overlays of a source, by environment and service. */
export async function listOverlays(source: FileSource): Promise<OverlayName[]> {
  const { files } = await listBelow(source, 'overlays')
  const prefix = pathInRepository(source, '')
  return overlaysAmong(
    [...files.keys()].flatMap((path) => (path.startsWith(prefix) ? [path.slice(prefix.length)] : [])),
  )
}

/** The settings of a source. Throws `no-settings`, `invalid-settings`. */
export async function readSettingsOf(source: FileSource): Promise<Settings> {
  const path = pathInRepository(source, settingsPath)
  const file = (await listBelow(source, settingsPath)).files.get(path)
  const [content] = file ? await source.read([[path, file]]) : []
  return settingsOf(content ? new Map([[settingsPath, Buffer.from(content).toString('utf8')]]) : new Map())
}
