import type { Accumulation } from '../target/accumulation.ts'
import { noteKinds } from '../target/build-context.ts'
import type { Target } from '../target/target.ts'
import { locate } from '../kustomize-error.ts'
import { fail } from '../kustomize-error.ts'

/** Accumulates the kustomization of a folder into an accumulation. */
export type FolderOpener = (
  parent: Target,
  path: string,
  into: { accumulation: Accumulation; isComponent: boolean },
) => void

/** `resources` (and `bases`): files of resources, and folders with kustomizations, in their order. */
export function accumulateResources(
  target: Target,
  accumulation: Accumulation,
  openFolder: FolderOpener,
): void {
  const { fields, positionOf } = target.kustomization
  accumulation.resources.gather(() => {
    for (const [index, path] of (fields.resources ?? []).entries()) {
      locate(positionOf('resources', index), () => {
        accumulatePath({ target, accumulation, openFolder }, path)
      })
    }
  })
}

/** Everything that reading a path needs. */
export interface PathReading {
  readonly target: Target
  readonly accumulation: Accumulation
  readonly openFolder: FolderOpener
}

/** Adds the resources of a file, or those of a folder's kustomization. */
export function accumulatePath({ target, accumulation, openFolder }: PathReading, path: string): void {
  if (target.loader.kind(path) === 'directory') {
    openFolder(target, path, { accumulation, isComponent: false })
    return
  }
  if (path === '') throw fail('file-not-found', 'A resource must be a path: found an empty one')
  const resources = target.context.readResources(target.loader, path)
  noteKinds(target.context, resources)
  if (target.origin !== undefined) {
    for (const resource of resources)
      resource.origin = { ...target.origin, path: joinOrigin(target.origin.path, path) }
  }
  accumulation.resources.append(resources)
}

function joinOrigin(base: string | undefined, path: string): string {
  const parts: string[] = []
  for (const part of (base === undefined || base === '' ? path : `${base}/${path}`).split('/')) {
    if (part === '' || part === '.') continue
    if (part === '..' && parts.length > 0 && parts.at(-1) !== '..') parts.pop()
    else parts.push(part)
  }
  return parts.join('/')
}
