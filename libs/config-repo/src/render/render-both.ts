import { changedPaths, type FileTree } from './file-tree.ts'
import { kustomizationsIn, reachOf, type Named } from './reach.ts'
import { Renderer, type Rendering } from './renderer.ts'

/** What a folder stands for before and after; `undefined` where it has no kustomization. */
export interface RenderedTwice {
  readonly folder: string
  readonly before: Rendering | undefined
  readonly after: Rendering | undefined
}

/** Folders at two moments. */
export interface BothSides {
  /** Those that a changed path can reach, in the order in which they were asked for. */
  readonly reached: readonly RenderedTwice[]
  /** How many of all folders are there, before or after. */
  readonly existing: number
  /** Every path that differs, sorted. */
  readonly changed: readonly string[]
}

/**
 * Renders folders in two trees, which must have the contents of all that these folders need (`loadTree`). What no changed path can reach
 * is the same, and is not rendered.
 */
export function renderBoth(before: FileTree, after: FileTree, folders: readonly string[]): BothSides {
  const { paths, hasLinks } = changedPaths(before, after)
  const reached = hasLinks ? folders : folders.filter(reachedBy(paths, before, after))
  const renderer = new Renderer(before)
  const was = reached.map((folder) => renderIn(before, renderer, folder))
  renderer.switchTo(after)
  const is = reached.map((folder) => renderIn(after, renderer, folder))
  const exists = (folder: string) => hasKustomization(before, folder) || hasKustomization(after, folder)
  return {
    reached: reached.map((folder, index) => ({ folder, before: was[index], after: is[index] })),
    existing: folders.filter(exists).length,
    changed: paths,
  }
}

function renderIn(tree: FileTree, renderer: Renderer, folder: string): Rendering | undefined {
  return hasKustomization(tree, folder) ? renderer.render(folder) : undefined
}

/** Whether a folder of the repository has something to be rendered. */
export function hasKustomization(tree: FileTree, folder: string): boolean {
  return kustomizationsIn(tree, folder).length > 0
}

function reachedBy(paths: readonly string[], before: FileTree, after: FileTree): (folder: string) => boolean {
  const changed = new Set(paths.flatMap(withFolders))
  const [was, is] = [new Map<string, Named>(), new Map<string, Named>()]
  return (folder) =>
    reachOf(before, folder, was).some((path) => changed.has(path)) ||
    reachOf(after, folder, is).some((path) => changed.has(path))
}

/** A path with every folder above it, as a change in a folder is one of the folder. */
function withFolders(path: string): string[] {
  const names = path.split('/')
  return ['', ...names.map((_, index) => names.slice(0, index + 1).join('/'))]
}
