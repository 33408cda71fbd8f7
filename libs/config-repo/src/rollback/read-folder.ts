import type { Oid } from '@slipway/git'
import { ConfigRepoError } from '../config-repo-error.ts'
import type { History } from '../history/history.ts'
import { kustomizationPath, overlayFolder, releasePath } from '../layout/paths.ts'
import type { ConfigRepoLocation } from '../remote/location.ts'
import type { ReleasedOverlay } from '../snapshot/read-released.ts'
import type { RollbackTarget } from './find-target.ts'
import { findShared } from './find-shared.ts'
import { findUndone } from './find-undone.ts'
import type { FolderFacts } from './rollback-facts.ts'
import type { FactSources } from './settle-facts.ts'

/** What it takes to make an overlay's folder what it was. Throws `not-text` when a file of it that changed is none. */
export async function readFolder(
  { environment, service }: ReleasedOverlay,
  { lastCommit }: RollbackTarget,
  location: ConfigRepoLocation,
  { tip, history }: Pick<FactSources, 'tip' | 'history'>,
): Promise<FolderFacts> {
  const folder = overlayFolder(environment, service)
  const texts = await readChanged(history, folder, lastCommit, tip.commit)
  const usual = [kustomizationPath(environment, service), releasePath(environment, service)]
  const range = { folder, from: lastCommit, to: tip.commit, location }
  return {
    commit: lastCommit,
    texts,
    files: Object.keys(texts).filter((path) => path !== usual[1]),
    undoes: await findUndone(history, range, usual),
    shared: await findShared(history, range),
  }
}

async function readChanged(
  { texts }: History,
  folder: string,
  from: Oid,
  to: Oid,
): Promise<FolderFacts['texts']> {
  const [before, after] = [await texts.list(from, [folder]), await texts.list(to, [folder])]
  const restored = [...before].filter(([path, oid]) => after.get(path) !== oid)
  await texts.bring(restored.map(([, oid]) => oid))
  const gone = [...after.keys()].filter((path) => !before.has(path))
  return Object.fromEntries([
    ...restored.map(([path, oid]) => [path, textOf(path, texts.read(oid) ?? '')] as const),
    ...gone.map((path) => [path, null] as const),
  ])
}

/** A plan holds texts, and what is none would not come back as it was. */
function textOf(path: string, text: string): string {
  if (!text.includes('\uFFFD') && !text.includes('\0')) return text
  throw new ConfigRepoError(
    'not-text',
    `Cannot restore "${path}" as it was: it is no text; bring it back with Git, and roll back without its folder`,
  )
}
