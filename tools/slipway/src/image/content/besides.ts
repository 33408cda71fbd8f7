import type { PackageLock } from '../../workspace/lockfile/package-lock.ts'
import type { SourceTree } from '../../workspace/source-tree.ts'
import type { ImageInputs } from '../inputs/image-inputs.ts'
import { readLock } from '../inputs/locked-dependencies.ts'
import { isTsconfig } from '../inputs/production-files.ts'
import { findTsconfigBases, type TsconfigBases } from './tsconfig-bases.ts'

/** Paths, and what is there. */
export type Besides = readonly (readonly [path: string, content: string])[]

/**
 * What a bundle can depend on besides its inputs: where npm puts each package, as the bundle names its modules by their places and two
 * versions of a package can change places, and the compiler options that are extended. Nx knows neither, so it would take an image from its
 * cache whose inputs hash counted them.
 */
export async function findBesides(tree: SourceTree, inputs: ImageInputs): Promise<Besides> {
  const lock = await readLock(tree)
  if (!lock || inputs.builder !== 'oci') return []
  const { files, packages } = await findExtended(tree, lock, inputs)
  return [
    ...[...(inputs.installed ?? []), ...packages].map((place) => [place, contentOf(lock, place)] as const),
    ...files.map((file) => [file, tree.files.get(file)?.oid ?? ''] as const),
  ]
}

/** What the compiler options among the inputs extend. */
export async function findExtended(
  tree: SourceTree,
  lock: PackageLock,
  { facts }: Pick<ImageInputs, 'facts'>,
): Promise<TsconfigBases> {
  const tsconfigs = facts.flatMap(([file]) => (isTsconfig(file) ? [file] : []))
  return await findTsconfigBases(tree, lock, tsconfigs)
}

function contentOf(lock: PackageLock, place: string): string {
  const { version, integrity, resolved } = lock.packages[place] ?? {}
  return [version, integrity ?? resolved].join(' ')
}
