import { randomBytes } from 'node:crypto'
import type { FileTree } from '../render/file-tree.ts'
import { hasOverlay, renderOverlay } from '../render/render-overlay.ts'
import { Renderer } from '../render/renderer.ts'
import type { Environment } from '../settings/settings.ts'
import { compareRenderings, type RenderingComparison } from './compare-renderings.ts'
import type { Difference, FieldChange } from './difference.ts'
import type { DiffOptions } from './diff-overlays.ts'
import { disguiseWith } from './hide-secrets.ts'
import { withoutHash } from './match-objects.ts'

type Named = Pick<Environment, 'name' | 'namespace'>

/**
 * What differs between the manifests that services have in two environments of a tree. Left out is what has to differ: the names of the
 * environments and of their namespaces, and the hashes of generated names.
 */
export function diffEnvironments(
  tree: FileTree,
  [from, to]: readonly [Named, Named],
  services: readonly string[],
  { key = randomBytes(32) }: DiffOptions = {},
): Difference {
  const renderer = new Renderer(tree)
  const comparison: RenderingComparison = {
    disguise: disguiseWith(key),
    isExpected: (field) => isExpected(field, from, to),
    rename: (namespace) => (namespace === from.namespace ? to.namespace : namespace),
  }
  const pairs = services
    .map((service) => [from, to].map(({ name }) => ({ environment: name, service })))
    .filter((pair) => pair.some((overlay) => hasOverlay(tree, overlay)))
  const found = pairs.flatMap(([one, other]) => {
    if (!one || !other) return []
    const sides = [renderOverlay(tree, renderer, one), renderOverlay(tree, renderer, other)] as const
    const difference = compareRenderings(other, sides, comparison)
    return difference && saysSomething(difference) ? [difference] : []
  })
  return { overlays: found, same: pairs.length - found.length, shared: [] }
}

function saysSomething({ change, objects, problems }: Difference['overlays'][number]): boolean {
  return change !== 'changed' || objects.length + problems.before.length + problems.after.length > 0
}

function isExpected({ before, after }: FieldChange, from: Named, to: Named): boolean {
  if (typeof before !== 'string' || typeof after !== 'string') return false
  const isOwnName = [from.name, from.namespace].includes(before) && [to.name, to.namespace].includes(after)
  return isOwnName || (withoutHash(before) !== before && withoutHash(before) === withoutHash(after))
}
