import { isDeepStrictEqual } from 'node:util'
import { ConfigRepoError } from '../config-repo-error.ts'
import { settingsPath } from '../layout/paths.ts'
import { pathInRepository } from '../remote/location.ts'
import type { FileSource } from '../render/file-source.ts'
import type { FileTree } from '../render/file-tree.ts'
import { readSettingsOf } from '../render/list-overlays.ts'
import { loadTree } from '../render/load-tree.ts'
import { overlaysAmong, type OverlayName } from '../render/overlay-name.ts'
import { renderBoth } from '../render/render-both.ts'
import { folderOf } from '../render/render-overlay.ts'
import type { Settings } from '../settings/settings.ts'
import type { AffectedConfig, AffectedOverlay, AffectedPart } from './affected.ts'
import { affectedBases, affectedComponents, partsIn } from './affected-parts.ts'
import { fateOf, reasonsFor } from './fate-of.ts'

/** What the change from one state of a config repo to another reaches, exactly: rendered bytes tell. Nothing of either is run. */
export async function affectedConfig(from: FileSource, to: FileSource): Promise<AffectedConfig> {
  const paths = [...(await pathsOf(from)), ...(await pathsOf(to))]
  const overlays = overlaysAmong(paths)
  const [bases, components] = [partsIn(paths, 'base'), partsIn(paths, 'components')]
  const folders = [
    ...overlays.map((overlay) => folderOf(to, overlay)),
    ...bases.map((name) => pathInRepository(to, `base/${name}`)),
    ...components.map((name) => pathInRepository(to, `components/${name}`)),
  ]
  const [before, after] = [await loadTree(from, folders), await loadTree(to, folders)]
  const links = linksOf(before, after)
  const { found, changed } = affectedOverlays(before, after, overlays, links)
  return {
    bases: affectedBases(before, after, bases, links),
    components: affectedComponents(before, after, components, changed),
    overlays: found,
    environments: affectedEnvironments(found, await environmentsOf(from), await environmentsOf(to)),
  }
}

/** Every path of the config repo, by what it is in it. */
async function pathsOf(source: FileSource): Promise<string[]> {
  const prefix = pathInRepository(source, '')
  const entries = await source.list([source.folder])
  return entries.flatMap(([path]) => (path.startsWith(prefix) ? [path.slice(prefix.length)] : []))
}

function linksOf(...trees: readonly FileTree[]): ReadonlySet<string> {
  return new Set(
    trees.flatMap((tree) => [...tree.files].flatMap(([path, { isLink }]) => (isLink ? [path] : []))),
  )
}

function affectedOverlays(
  before: FileTree,
  after: FileTree,
  overlays: readonly OverlayName[],
  links: ReadonlySet<string>,
): { found: AffectedOverlay[]; changed: readonly string[] } {
  const folders = overlays.map((overlay) => folderOf(after, overlay))
  const { reached, changed } = renderBoth(before, after, folders)
  const nameOf = new Map(overlays.map((overlay, index) => [folders[index], overlay]))
  const found = reached.flatMap((twice) => {
    const [change, overlay] = [fateOf(twice), nameOf.get(twice.folder)]
    return change && overlay ? [{ ...overlay, change, reasons: reasonsFor(twice, changed, links) }] : []
  })
  return { found, changed }
}

/** A commit from before there was a config repo has none. */
async function environmentsOf(source: FileSource): Promise<Settings['environments']> {
  try {
    return (await readSettingsOf(source)).environments
  } catch (error) {
    if (error instanceof ConfigRepoError && error.code === 'no-settings') return []
    throw error
  }
}

/** An environment is affected by its overlays, and by what slipway.yaml says of it. */
function affectedEnvironments(
  overlays: readonly AffectedOverlay[],
  before: Settings['environments'],
  after: Settings['environments'],
): AffectedPart[] {
  const names = [...after, ...before].map(({ name }) => name)
  const all = [...new Set([...names, ...overlays.map(({ environment }) => environment)])]
  return all.flatMap((name) => {
    const [was, is] = [before, after].map((environments) => environments.find((one) => one.name === name))
    const own = overlays.filter(({ environment }) => environment === name)
    const reasons = [
      ...(isDeepStrictEqual(was, is) ? [] : [settingsPath]),
      ...own.map(({ service }) => `${name}/${service}`),
    ]
    const change = was && !is ? 'removed' : !was && is ? 'added' : 'changed'
    return reasons.length === 0 ? [] : [{ name, change, reasons }]
  })
}
