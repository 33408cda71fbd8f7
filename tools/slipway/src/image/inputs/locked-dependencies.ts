import {
  findDependencyClosure,
  pinnedPackage,
  type PinnedPackage,
} from '../../workspace/lockfile/dependency-closure.ts'
import { packageLockPath, readPackageLock, type PackageLock } from '../../workspace/lockfile/package-lock.ts'
import { resolvePackage } from '../../workspace/lockfile/resolve-package.ts'
import type { SourceTree } from '../../workspace/source-tree.ts'
import type { BuilderInputs } from './builder-inputs.ts'

/** What a package's production code is made of: the workspace's own packages and those from a registry. */
export interface LockedDependencies extends Pick<BuilderInputs, 'dependencies'> {
  readonly workspacePackages: readonly string[]
  /** Folders of the packages from a registry. */
  readonly installed: readonly string[]
}

/**
 * Reads the dependencies of the package in `root` from `package-lock.json`, with the bundler that works on them.
 * `undefined` when there is no such lockfile, or it does not have this package, as with a service in another language.
 */
export async function readLockedDependencies(
  tree: SourceTree,
  root: string,
): Promise<LockedDependencies | undefined> {
  const lock = await readLock(tree)
  if (!lock?.packages[root]) return undefined
  const { workspacePackages, pinned } = findDependencyClosure(lock, root)
  return {
    workspacePackages,
    installed: pinned.map(({ location }) => location),
    dependencies: toEntries([...pinned, ...findBundler(lock)]),
  }
}

const locks = new WeakMap<SourceTree, PackageLock>()

/** Once for each tree: it is the largest file of many workspaces, and every service asks for it. */
export async function readLock(tree: SourceTree): Promise<PackageLock | undefined> {
  const known = locks.get(tree)
  if (known) return known
  const text = (await tree.readTexts([packageLockPath])).get(packageLockPath)
  if (text === undefined) return undefined
  const lock = readPackageLock(text)
  locks.set(tree, lock)
  return lock
}

/** The esbuild that Slipway itself finds, none where the lockfile has none. */
export function findBundler(lock: PackageLock): PinnedPackage[] {
  const slipway = resolvePackage(lock, '', 'slipway') ?? ''
  const bundler = resolvePackage(lock, slipway, 'esbuild')
  return bundler === undefined ? [] : [pinnedPackage(lock, bundler)]
}

/** One entry for each package and version, wherever npm put it. */
function toEntries(packages: readonly PinnedPackage[]): BuilderInputs['dependencies'] {
  const byId = new Map(packages.map(({ name, version, integrity }) => [`${name}@${version}`, integrity]))
  return [...byId].toSorted(([a], [b]) => (a < b ? -1 : 1))
}
