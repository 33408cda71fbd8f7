import { randomBytes } from 'node:crypto'
import { pathInRepository } from '../remote/location.ts'
import { changedPaths, type FileTree } from '../render/file-tree.ts'
import type { OverlayName } from '../render/overlay-name.ts'
import { reachOf, type Named } from '../render/reach.ts'
import { folderOf, hasOverlay, renderOverlay } from '../render/render-overlay.ts'
import { Renderer } from '../render/renderer.ts'
import { compareRenderings } from './compare-renderings.ts'
import type { Difference, OverlayDifference } from './difference.ts'
import { disguiseWith } from './hide-secrets.ts'

/** How to compare. */
export interface DiffOptions {
  /** What secret values are disguised with: 32 random bytes, of this comparison alone, when left out. */
  readonly key?: Uint8Array | undefined
}

/**
 * What differs between the rendered manifests of overlays in two trees, which must have the contents of all that these
 * overlays need (`loadTree`). Those that no changed path can reach are not rendered.
 */
export function diffOverlays(
  before: FileTree,
  after: FileTree,
  overlays: readonly OverlayName[],
  { key = randomBytes(32) }: DiffOptions = {},
): Difference {
  const { paths, hasLinks } = changedPaths(before, after)
  const reachable = hasLinks ? overlays : overlays.filter(reachedBy(paths, before, after))
  const renderer = new Renderer(before)
  const was = reachable.map((overlay) => renderOverlay(before, renderer, overlay))
  renderer.switchTo(after)
  const is = reachable.map((overlay) => renderOverlay(after, renderer, overlay))
  const disguise = disguiseWith(key)
  const found = reachable.flatMap(
    (overlay, index) => compareRenderings(overlay, [was[index], is[index]], { disguise }) ?? [],
  )
  const existing = overlays.filter((overlay) => hasOverlay(before, overlay) || hasOverlay(after, overlay))
  return { overlays: found, same: existing.length - found.length, shared: sharedPaths(paths, found, after) }
}

function reachedBy(
  paths: readonly string[],
  before: FileTree,
  after: FileTree,
): (overlay: OverlayName) => boolean {
  const changed = new Set(paths.flatMap(withFolders))
  const [was, is] = [new Map<string, Named>(), new Map<string, Named>()]
  return (overlay) =>
    reachOf(before, folderOf(before, overlay), was).some((path) => changed.has(path)) ||
    reachOf(after, folderOf(after, overlay), is).some((path) => changed.has(path))
}

/** A path with every folder above it, as a change in a folder is one of the folder. */
function withFolders(path: string): string[] {
  const names = path.split('/')
  return ['', ...names.map((_, index) => names.slice(0, index + 1).join('/'))]
}

/** Unlike what lies in an overlay, a base or a component is every environment's. */
function sharedPaths(
  paths: readonly string[],
  found: readonly OverlayDifference[],
  tree: FileTree,
): string[] {
  const environments = new Set(found.map(({ environment }) => environment))
  if (environments.size < 2) return []
  const own = pathInRepository(tree, 'overlays/')
  const isShared = (path: string) => !path.startsWith(own) && path.startsWith(pathInRepository(tree, ''))
  return paths.filter((path) => isShared(path) && /(^|\/)(base|components)\//.test(path))
}
