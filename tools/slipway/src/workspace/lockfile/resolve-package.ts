import path from 'node:path/posix'
import type { PackageLock } from './package-lock.ts'

/**
 * The folder of the package that Node finds when code in the folder `from` imports `name`: the nearest `node_modules`
 * on the way up that has it, a workspace package by its own folder. `undefined` when the lockfile has none.
 */
export function resolvePackage(lock: PackageLock, from: string, name: string): string | undefined {
  for (const folder of foldersUpwards(from)) {
    const location = path.join(folder, 'node_modules', name)
    const entry = lock.packages[location]
    if (entry) return entry.link && entry.resolved !== undefined ? entry.resolved : location
  }
  return undefined
}

function foldersUpwards(from: string): string[] {
  const names = from === '' || from === '.' ? [] : from.split('/')
  const folders = names.map((_, index) => names.slice(0, names.length - index).join('/'))
  return [...folders.filter((folder) => path.basename(folder) !== 'node_modules'), '']
}
