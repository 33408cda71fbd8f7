import { mkdir, symlink } from 'node:fs/promises'
import path from 'node:path'
import type { PackageLock } from '../../workspace/lockfile/package-lock.ts'
import { isPlainPath } from './plain-path.ts'

/**
 * Gives a folder the packages of a lockfile: those from a registry as links to where a workspace has them, in whatever version, and its own
 * packages as links within the folder, as npm makes them. A place outside of the folder is passed over.
 */
export async function linkPackages(lock: PackageLock, workspace: string, root: string): Promise<void> {
  const links = Object.entries(lock.packages).flatMap(([place, { link, resolved = '' }]) => {
    if (!installedPlace.test(place) || !isPlainPath(place)) return []
    if (!link) return [{ place, target: path.join(workspace, place) }]
    return isPlainPath(resolved) ? [{ place, target: path.join(root, resolved) }] : []
  })
  const folders = new Set(links.map(({ place }) => path.dirname(path.join(root, place))))
  await Promise.all([...folders].map((folder) => mkdir(folder, { recursive: true })))
  await Promise.all(links.map(({ place, target }) => symlink(target, path.join(root, place))))
}

/** In the `node_modules` of the workspace or of one of its packages; what lies in a package comes along with it. */
const installedPlace = /^(?:(?!.*node_modules\/.*node_modules\/).*\/)?node_modules\/(?:@[^/]+\/)?[^/]+$/
