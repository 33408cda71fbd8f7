import type { LockedPackage, PackageLock } from '../workspace/lockfile/package-lock.ts'
import { resolvePackage } from '../workspace/lockfile/resolve-package.ts'

/** The third-party packages that a workspace package gets by a lockfile, by folder: name and version, and what tells its content. */
export type InstalledPackages = ReadonlyMap<string, { readonly id: string; readonly content: string }>

/** What is installed for the package in `root`, in development too; of the workspace's own packages that it needs it stops. */
export function installedFor(lock: PackageLock | undefined, root: string): InstalledPackages {
  const found = new Map<string, { id: string; content: string }>()
  const own = lock?.packages[root === '.' ? '' : root]
  if (!lock || !own) return found
  const seen = new Set(resolveAll(lock, root === '.' ? '' : root, own, true))
  for (const location of seen) {
    const entry = lock.packages[location]
    if (!entry || !/(^|\/)node_modules\//.test(location)) continue
    const name = entry.name ?? location.slice(location.lastIndexOf('node_modules/') + 'node_modules/'.length)
    const content = entry.integrity ?? entry.resolved ?? ''
    found.set(location, { id: `${name}@${entry.version ?? ''}`, content })
    for (const next of resolveAll(lock, location, entry, false)) seen.add(next)
  }
  return found
}

function resolveAll(lock: PackageLock, from: string, entry: LockedPackage, isOwn: boolean): string[] {
  const names = [
    entry.dependencies,
    entry.optionalDependencies,
    entry.peerDependencies,
    ...(isOwn ? [entry.devDependencies] : []),
  ].flatMap((one) => Object.keys(one ?? {}))
  return names.flatMap((name) => resolvePackage(lock, from, name) ?? [])
}

/** What differs of what is installed, in words: `koa@3.3.0 → koa@3.4.0`. */
export function describeChanges(before: InstalledPackages, after: InstalledPackages): string[] {
  const locations = [...new Set([...before.keys(), ...after.keys()])].toSorted()
  const changes = locations.flatMap((location) => {
    const [was, is] = [before.get(location), after.get(location)]
    if (was?.id === is?.id && was?.content === is?.content) return []
    return [`${was?.id ?? 'none'} → ${is?.id ?? 'none'}`]
  })
  return [...new Set(changes)]
}
