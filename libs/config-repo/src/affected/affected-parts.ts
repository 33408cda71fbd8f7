import { pathInRepository } from '../remote/location.ts'
import type { FileTree } from '../render/file-tree.ts'
import { kustomizationsIn, namedBy } from '../render/reach.ts'
import { hasKustomization, renderBoth } from '../render/render-both.ts'
import type { AffectedPart, Fate } from './affected.ts'
import { fateOf, reasonsFor } from './fate-of.ts'
import { hasSameMeaning } from './same-meaning.ts'

/** The folders `<area>/<name>` of a tree that have a kustomization, by name. */
export function partsIn(paths: Iterable<string>, area: 'base' | 'components'): string[] {
  const found = new Set<string>()
  for (const path of paths) {
    const [, name] = new RegExp(`^${area}/([^/]+)/(?:kustomization\\.ya?ml|Kustomization)$`).exec(path) ?? []
    if (name !== undefined) found.add(name)
  }
  return [...found].toSorted()
}

/** The bases whose rendered bytes differ. */
export function affectedBases(
  before: FileTree,
  after: FileTree,
  names: readonly string[],
  links: ReadonlySet<string>,
): AffectedPart[] {
  const folders = new Map(names.map((name) => [pathInRepository(after, `base/${name}`), name]))
  const { reached, changed } = renderBoth(before, after, [...folders.keys()])
  return reached.flatMap((twice) => {
    const change = fateOf(twice)
    const name = folders.get(twice.folder)
    return change && name !== undefined ? [{ name, change, reasons: reasonsFor(twice, changed, links) }] : []
  })
}

/** The components of which a file means something else: they stand for nothing without what they are applied to. */
export function affectedComponents(
  before: FileTree,
  after: FileTree,
  names: readonly string[],
  changed: readonly string[],
): AffectedPart[] {
  return names.flatMap((name) => {
    const folder = pathInRepository(after, `components/${name}`)
    const reached = new Set([...filesOf(before, folder), ...filesOf(after, folder)])
    const reasons = changed.filter((path) => reached.has(path) && !hasSameMeaning(path, before, after))
    return reasons.length === 0 ? [] : [{ name, change: changeOf(before, after, folder), reasons }]
  })
}

function changeOf(before: FileTree, after: FileTree, folder: string): Fate {
  if (!hasKustomization(before, folder)) return 'added'
  return hasKustomization(after, folder) ? 'changed' : 'removed'
}

/** Every file that a component is made of, in the folders that it names too. */
function filesOf(tree: FileTree, folder: string): Set<string> {
  const [folders, files] = [new Set([folder]), new Set<string>()]
  for (const each of folders) {
    for (const file of kustomizationsIn(tree, each)) files.add(file)
    const named = namedBy(tree, each)
    for (const file of named.files) files.add(file)
    for (const next of named.folders) folders.add(next)
  }
  return files
}
