import { ConfigRepoError } from '../config-repo-error.ts'
import { kustomizationPath, overlayFolder, releasePath, settingsPath } from '../layout/paths.ts'
import type { Problem } from '../problem.ts'
import { readRelease } from '../release/release.ts'
import { pathInRepository } from '../remote/location.ts'
import type { FileSource } from '../render/file-source.ts'
import { loadTree } from '../render/load-tree.ts'
import { overlaysAmong } from '../render/overlay-name.ts'
import { readOverlay } from '../snapshot/overlay.ts'
import { settingsOf } from '../snapshot/read-snapshot.ts'
import type { CheckFacts } from './check-facts.ts'

/** Reads a whole config repo; what cannot be read is no reason to stop, but one of the facts. */
export async function readCheckFacts(
  source: FileSource,
  { now, reviews }: Pick<CheckFacts, 'now' | 'reviews'>,
): Promise<CheckFacts> {
  const listed = await source.list([source.folder])
  const prefix = pathInRepository(source, '')
  const entries = listed.filter(([path]) => path.startsWith(prefix))
  const paths = entries.map(([path]) => path.slice(prefix.length))
  const folders = overlaysAmong(paths).map(({ environment, service }) =>
    pathInRepository(source, overlayFolder(environment, service)),
  )
  const tree = await loadTree(source, folders)
  const read = entries.filter((_, index) => isReadHere(paths[index] ?? ''))
  const contents = await source.read(read)
  const texts = new Map(
    read.map(([path], index) => [
      path.slice(prefix.length),
      Buffer.from(contents[index] ?? []).toString('utf8'),
    ]),
  )
  return { now, reviews, paths, tree, ...parseAll(texts, paths) }
}

function isReadHere(path: string): boolean {
  return path === settingsPath || /^overlays\/[^/]+\/[^/]+\/(kustomization|release)\.yaml$/.test(path)
}

function parseAll(
  texts: ReadonlyMap<string, string>,
  paths: readonly string[],
): Pick<CheckFacts, 'settings' | 'overlays' | 'invalid'> {
  const invalid: Problem[] = []
  const attempt = <T>(file: string, read: () => T): T | undefined => {
    try {
      return read()
    } catch (error) {
      if (!(error instanceof ConfigRepoError)) throw error
      invalid.push(...problemsOf(error, file))
      return undefined
    }
  }
  const settings = attempt(settingsPath, () => settingsOf(texts))
  const overlays = overlaysAmong(paths).flatMap(({ environment, service }) => {
    const [kustomization, release] = [
      kustomizationPath(environment, service),
      releasePath(environment, service),
    ]
    const text = texts.get(release)
    const bare = new Map([[kustomization, texts.get(kustomization) ?? '']])
    const overlay = attempt(kustomization, () => readOverlay(environment, service, bare))
    if (text === undefined) return overlay ?? []
    const read = attempt(release, () => readRelease(text, release))
    return overlay && read ? [{ ...overlay, release: read }] : []
  })
  return { settings, overlays, invalid }
}

function problemsOf({ code, message, problems }: ConfigRepoError, file: string): readonly Problem[] {
  return problems.length > 0 ? problems : [{ code, message, file, line: 1, column: 1 }]
}
