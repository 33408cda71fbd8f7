import path from 'node:path/posix'
import type { PackageLock } from '../../workspace/lockfile/package-lock.ts'
import { resolvePackage } from '../../workspace/lockfile/resolve-package.ts'
import type { SourceTree } from '../../workspace/source-tree.ts'

/** What files of compiler options extend, and what those extend in turn. */
export interface TsconfigBases {
  /** Files of the tree. */
  readonly files: readonly string[]
  /** Packages from a registry, by their place in the lockfile. */
  readonly packages: readonly string[]
}

/** Follows `extends` from files of compiler options (https://www.typescriptlang.org/tsconfig/#extends). */
export async function findTsconfigBases(
  tree: SourceTree,
  lock: PackageLock | undefined,
  tsconfigs: readonly string[],
): Promise<TsconfigBases> {
  const seen = new Set(tsconfigs)
  const packages = new Set<string>()
  let last = [...seen]
  while (last.length > 0) {
    const texts = await tree.readTexts(last)
    const places = [...texts].flatMap(([file, text]) =>
      readExtends(text).flatMap((name) => placesOf(lock, path.dirname(file), name)),
    )
    for (const place of places) {
      const owner = /^(?:.*\/)?node_modules\/(?:@[^/]+\/)?[^/]+/.exec(place)?.[0]
      if (owner !== undefined) packages.add(owner)
    }
    last = places.filter((place) => tree.files.has(place) && !seen.has(place))
    for (const file of last) seen.add(file)
  }
  const files = [...seen].filter((file) => !tsconfigs.includes(file))
  return { files: files.toSorted(), packages: [...packages].toSorted() }
}

/** Without regard for comments, so it may be more than what counts. */
function readExtends(text: string): string[] {
  const values = text.matchAll(/"extends"\s*:\s*(\[[^\]]*\]|"[^"]*")/g)
  return [...values].flatMap(([, value = '']) =>
    [...value.matchAll(/"([^"]*)"/g)].map(([, name = '']) => name),
  )
}

/** Where a file that is extended may lie: relative to the folder, or in a package. */
function placesOf(lock: PackageLock | undefined, folder: string, name: string): string[] {
  const [, owner, rest = ''] = /^((?:@[^/]+\/)?[^./][^/]*)(\/.*)?$/.exec(name) ?? []
  if (owner === undefined) return spellings(path.join(folder, name))
  const place = lock && resolvePackage(lock, folder, owner)
  return place === undefined ? [] : spellings(path.join(place, rest))
}

function spellings(place: string): string[] {
  return [place, `${place}.json`, path.join(place, 'tsconfig.json')]
}
