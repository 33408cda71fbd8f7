import { mkdtemp, readdir, realpath, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'

const prefix = 'slipway-testbed-'

/**
 * A new folder for the data of a control plane, named for the process that it belongs to. Folders of processes that are gone
 * are removed on the way: a run that is killed cannot do it itself.
 */
export async function createDataFolder(parent = tmpdir()): Promise<string> {
  const all = await readdir(parent)
  const orphans = all.filter((name) => name.startsWith(prefix) && !isRunning(ownerOf(name)))
  await Promise.all(orphans.map((name) => rm(path.join(parent, name), { recursive: true, force: true })))
  return realpath(await mkdtemp(path.join(parent, `${prefix}${process.pid}-`)))
}

function ownerOf(name: string): number {
  return Number(/^\d+(?=-)/.exec(name.slice(prefix.length))?.[0])
}

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}
