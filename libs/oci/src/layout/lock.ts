import { DatabaseSync } from 'node:sqlite'
import { setTimeout } from 'node:timers/promises'
import { OciError } from '../oci-error.ts'

const pollMilliseconds = 15

/** SQLITE_BUSY, <https://www.sqlite.org/rescode.html#busy>. */
const busy = 5

/**
 * Does something while nobody else does it, in this process or another. The file is made when it is not there and stays
 * empty; it must not be removed, as whoever comes then would lock another one. Throws `locked` after `patience` milliseconds.
 *
 * The lock is the kernel's, on a file that is opened as a SQLite database, since Node has no other way to one. It ends with
 * its holder, however that ends, and no holder loses it by being slow: a file whose age or content says who holds it can
 * promise neither.
 */
export async function withLock<T>(file: string, action: () => Promise<T>, patience = 30_000): Promise<T> {
  const deadline = performance.now() + patience
  for (;;) {
    const lock = tryLock(file)
    if (lock) return await action().finally(() => lock.close())
    if (performance.now() > deadline)
      throw new OciError('locked', `Cannot lock "${file}": waited ${patience / 1000} s`, { file })
    await setTimeout(pollMilliseconds * (0.5 + Math.random()))
  }
}

function tryLock(file: string): DatabaseSync | undefined {
  let database: DatabaseSync | undefined
  try {
    // Waiting for it in SQLite would block the event loop, on which the holder may depend.
    database = new DatabaseSync(file, { timeout: 0 })
    database.exec('BEGIN EXCLUSIVE')
    return database
  } catch (cause) {
    database?.close()
    if ((cause as { errcode?: number }).errcode === busy) return undefined
    throw new OciError('locked', `Cannot lock "${file}": ${(cause as Error).message}`, { file, cause })
  }
}
