import { SlipwayError } from '../../slipway-error.ts'
import { packageLockPath, type LockedPackage, type PackageLock } from './package-lock.ts'
import { resolvePackage } from './resolve-package.ts'

/** A package from a registry, as the lockfile pins it. */
export interface PinnedPackage {
  /** The folder that it lies in, relative to the workspace root. */
  readonly location: string
  readonly name: string
  readonly version: string
  /** Its hash, or where it came from when the lockfile has none. */
  readonly integrity: string
}

/** Everything that a package needs in production. */
export interface DependencyClosure {
  /** Folders of the workspace's own packages, sorted, the package itself included. */
  readonly workspacePackages: readonly string[]
  /** Packages from a registry, sorted by folder. */
  readonly pinned: readonly PinnedPackage[]
  /** The folders of what each of them needs, by its own folder. */
  readonly needs: ReadonlyMap<string, readonly string[]>
}

/**
 * Follows production, optional and required peer dependencies from the workspace package in `root`, never development
 * ones. Throws `not-locked` when the lockfile does not have the package or something that it needs.
 */
export function findDependencyClosure(lock: PackageLock, root: string): DependencyClosure {
  const seen = new Set([root])
  const needs = new Map<string, readonly string[]>()
  for (const location of seen) {
    const found = findNeeds(lock, location)
    needs.set(location, found)
    for (const needed of found) seen.add(needed)
  }
  const locations = [...seen].toSorted()
  return {
    workspacePackages: locations.filter((location) => !isInstalled(location)),
    pinned: locations.filter(isInstalled).map((location) => pinnedPackage(lock, location)),
    needs,
  }
}

function findNeeds(lock: PackageLock, location: string): string[] {
  const entry = lock.packages[location]
  if (!entry) throw notLocked(location, 'it is not a workspace package there')
  const found = new Set<string>()
  for (const { name, required } of dependenciesOf(entry)) {
    const needed = resolvePackage(lock, location, name)
    if (needed !== undefined) found.add(needed)
    else if (required) throw notLocked(location, `"${name}" is missing`)
  }
  return [...found].toSorted()
}

/** The package that lies in `location`, as the lockfile pins it; throws `not-locked` when there is none. */
export function pinnedPackage(lock: PackageLock, location: string): PinnedPackage {
  const entry = lock.packages[location]
  if (!entry) throw notLocked(location, 'it is not there')
  const name = entry.name ?? location.slice(location.lastIndexOf('node_modules/') + 'node_modules/'.length)
  return { location, name, version: entry.version ?? '', integrity: entry.integrity ?? entry.resolved ?? '' }
}

function* dependenciesOf(entry: LockedPackage): Generator<{ name: string; required: boolean }> {
  const optional = entry.optionalDependencies ?? {}
  for (const name of Object.keys(entry.dependencies ?? {})) yield { name, required: !(name in optional) }
  for (const name of Object.keys(optional)) yield { name, required: false }
  for (const name of Object.keys(entry.peerDependencies ?? {})) {
    if (!entry.peerDependenciesMeta?.[name]?.optional) yield { name, required: false }
  }
}

function isInstalled(location: string): boolean {
  return /(^|\/)node_modules\//.test(location)
}

function notLocked(location: string, reason: string): SlipwayError {
  return new SlipwayError(
    'not-locked',
    `Cannot find what "${location}" needs in "${packageLockPath}": ${reason}, run "npm install" and commit the lockfile`,
  )
}
