import { lstat, readdir, rm } from 'node:fs/promises'
import path from 'node:path'

/** How old a folder has to be: a process of another container, that shares the place, cannot be seen. */
const abandonedAfter = 24 * 3600 * 1000

/** What the name of a folder begins with that this process makes. */
export function ownPrefix(): string {
  return `${prefix}${process.pid}-`
}

const prefix = 'slipway-config-'

/**
 * Removes from `parent` what processes left there that were killed: folders of this user, that nobody touched for a day, and whose process is
 * gone. What cannot be looked at or removed stays: it is in nobody's way.
 */
export async function removeAbandoned(parent: string): Promise<void> {
  const names = await readdir(parent).catch(() => [])
  for (const name of names.filter((candidate) => candidate.startsWith(prefix))) {
    const folder = path.join(parent, name)
    if (!(await isOldAndOwn(folder)) || isRunning(Number(/^\d+(?=-)/.exec(name.slice(prefix.length))?.[0])))
      continue
    await rm(folder, { recursive: true, force: true, maxRetries: 3 }).catch(() => undefined)
  }
}

async function isOldAndOwn(folder: string): Promise<boolean> {
  const found = await lstat(folder).catch(() => undefined)
  if (!found?.isDirectory() || found.uid !== (process.getuid?.() ?? found.uid)) return false
  return Date.now() - found.mtimeMs > abandonedAfter
}

/** One of another user may not be asked, and runs. */
function isRunning(pid: number): boolean {
  if (!Number.isSafeInteger(pid) || pid <= 0) return false
  try {
    return process.kill(pid, 0)
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== 'ESRCH'
  }
}
