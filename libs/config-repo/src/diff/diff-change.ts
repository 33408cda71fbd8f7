import type { FileChanges } from '../change/change.ts'
import { overlayFolder } from '../layout/paths.ts'
import type { Tip } from '../remote/tip.ts'
import { tipSource } from '../render/file-source.ts'
import { loadTree } from '../render/load-tree.ts'
import type { OverlayName } from '../render/overlay-name.ts'
import type { Difference } from './difference.ts'
import { diffOverlays, type DiffOptions } from './diff-overlays.ts'

/** What a change of files on a config repo's newest commit does to the manifests of overlays. Only what these need is read. */
export async function diffChange(
  tip: Pick<Tip, 'list' | 'read'>,
  files: FileChanges,
  overlays: readonly OverlayName[],
  options: DiffOptions = {},
): Promise<Difference> {
  const folders = overlays.map(({ environment, service }) => overlayFolder(environment, service))
  const before = await loadTree(tipSource(tip), folders)
  return diffOverlays(before, before.with(files), overlays, options)
}
