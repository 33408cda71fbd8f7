import { open, rm, stat, utimes } from 'node:fs/promises'
import { setTimeout } from 'node:timers/promises'
import { OciError } from '../oci-error.ts'

const pollMilliseconds = 15
const beatMilliseconds = 2_000
/** Who holds a lock touches it every 2 s: who has not for this long has died. */
const staleMilliseconds = 10_000

/**
 * Does something while no other process does it: a file that is created exclusively is the lock. A lock whose holder
 * has died is taken away after 10 s. Throws `locked` after `patience` milliseconds.
 */
export async function withLock<T>(file: string, action: () => Promise<T>, patience = 30_000): Promise<T> {
  const deadline = performance.now() + patience
  while (!(await tryLock(file))) {
    if (performance.now() > deadline)
      throw new OciError('locked', `Cannot lock "${file}": waited ${patience / 1000} s`, { file })
    await removeStale(file)
    await setTimeout(pollMilliseconds)
  }
  const beat = setInterval(() => void touch(file), beatMilliseconds)
  return await action().finally(async () => {
    clearInterval(beat)
    await rm(file, { force: true })
  })
}

async function touch(file: string): Promise<void> {
  const now = new Date()
  await utimes(file, now, now).catch(() => undefined)
}

async function tryLock(file: string): Promise<boolean> {
  try {
    await (await open(file, 'wx')).close()
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false
    throw error
  }
}

async function removeStale(file: string): Promise<void> {
  const found = await stat(file).catch(() => undefined)
  if (found && Date.now() - found.mtimeMs > staleMilliseconds) await rm(file, { force: true })
}
