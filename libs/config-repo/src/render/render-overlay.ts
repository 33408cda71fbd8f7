import { overlayFolder } from '../layout/paths.ts'
import { pathInRepository } from '../remote/location.ts'
import type { FileTree } from './file-tree.ts'
import type { OverlayName } from './overlay-name.ts'
import { hasKustomization } from './render-both.ts'
import type { Renderer, Rendering } from './renderer.ts'

/** What an overlay stands for; `undefined` when there is none. */
export type MaybeRendering = Rendering | undefined

/** The manifests of an overlay in the tree that the renderer is at. */
export function renderOverlay(tree: FileTree, renderer: Renderer, overlay: OverlayName): MaybeRendering {
  return hasOverlay(tree, overlay) ? renderer.render(folderOf(tree, overlay)) : undefined
}

/** Whether there is such an overlay. */
export function hasOverlay(tree: FileTree, overlay: OverlayName): boolean {
  return hasKustomization(tree, folderOf(tree, overlay))
}

/** The folder of an overlay in the repository. */
export function folderOf(tree: Pick<FileTree, 'folder'>, { environment, service }: OverlayName): string {
  return pathInRepository(tree, overlayFolder(environment, service))
}
