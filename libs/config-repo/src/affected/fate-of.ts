import path from 'node:path/posix'
import { kustomizationNames } from '../render/reach.ts'
import type { RenderedTwice } from '../render/render-both.ts'
import type { Fate } from './affected.ts'

/**
 * What became of a folder's manifests: its rendered bytes differ, or it can be rendered on one side alone. `undefined` when they are the
 * same, and when neither side can be rendered.
 */
export function fateOf({ before, after }: RenderedTwice): Fate | undefined {
  if (before === undefined && after === undefined) return undefined
  if (before === undefined) return 'added'
  if (after === undefined) return 'removed'
  return before.yaml === after.yaml ? undefined : 'changed'
}

/**
 * The changed files that were read on either side. When there are none, a second kustomization in a folder that was read, or a link, which may lead
 * to a file that is the same.
 */
export function reasonsFor(
  { before, after, folder }: RenderedTwice,
  changed: readonly string[],
  links: ReadonlySet<string>,
): string[] {
  const read = new Set([...(before?.files ?? []), ...(after?.files ?? [])])
  const candidates = [
    (file: string) => read.has(file),
    (file: string) => kustomizationNames.includes(path.basename(file)) && read.has(path.dirname(file)),
    (file: string) => links.has(file),
    (file: string) => file.startsWith(`${folder}/`),
  ]
  const found = candidates.map((isReason) => changed.filter(isReason))
  return found.find((reasons) => reasons.length > 0) ?? []
}
