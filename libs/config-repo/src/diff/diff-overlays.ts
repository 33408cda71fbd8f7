import { randomBytes } from 'node:crypto'
import { pathInRepository } from '../remote/location.ts'
import type { FileTree } from '../render/file-tree.ts'
import type { OverlayName } from '../render/overlay-name.ts'
import { renderBoth } from '../render/render-both.ts'
import { folderOf } from '../render/render-overlay.ts'
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
  const folders = overlays.map((overlay) => folderOf(after, overlay))
  const { reached, existing, changed } = renderBoth(before, after, folders)
  const named = new Map(overlays.map((overlay, index) => [folders[index], overlay]))
  const disguise = disguiseWith(key)
  const found = reached.flatMap((sides) => {
    const overlay = named.get(sides.folder)
    return (overlay && compareRenderings(overlay, [sides.before, sides.after], { disguise })) ?? []
  })
  return { overlays: found, same: existing - found.length, shared: sharedPaths(changed, found, after) }
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
