import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { readPackageLock, type PackageLock } from '../../workspace/lockfile/package-lock.ts'

/** Reads what npm wrote down of its last run in a workspace, a lockfile as well; without that nothing counts as installed. */
export async function readInstalled(workspace: string): Promise<PackageLock> {
  const file = path.join(workspace, 'node_modules/.package-lock.json')
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return '{ "packages": {} }'
    throw error
  })
  return readPackageLock(text)
}

/** Whether the package in a folder is the same by both lockfiles; one that neither has is. */
export function isSamePackage(one: PackageLock, other: PackageLock, location: string): boolean {
  const [entry, twin] = [one.packages[location], other.packages[location]]
  if (!entry || !twin) return entry === twin
  const [content, itsContent] = [entry, twin].map(({ integrity, resolved }) => integrity ?? resolved)
  return entry.version === twin.version && content !== undefined && content === itsContent
}
