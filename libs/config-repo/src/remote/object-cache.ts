import { withoutCredentials } from '@slipway/git'
import { createHash } from 'node:crypto'
import { mkdir, open, readdir, rm, stat, utimes } from 'node:fs/promises'
import path from 'node:path'

/** Bytes after which a folder of objects gets no more: what is needed is fetched again into the next one. */
const largest = 200_000_000

/** How long a verb may work with a folder that has had its successor, and after which a config repo that nobody used is forgotten. */
const day = 24 * 3600 * 1000
const forgottenAfter = 30 * day

/**
 * The folder below `cache` for the objects of the repository at a URL; `undefined` where none can be written. Any number of processes
 * work with it at once: objects are named by what is in them, and never change. It has no lock.
 *
 * A folder that became large is left for a new one, and removed when nobody used it for a day.
 */
export async function openObjectCache(cache: string, url: string): Promise<string | undefined> {
  const place = path.join(cache, nameOf(url))
  try {
    const isNew = (await mkdir(place, { recursive: true, mode: 0o700 })) !== undefined
    const generations = await listGenerations(place)
    const newest = generations.at(-1) ?? 1
    const objects = await use(place, newest)
    if (isNew) await removeUnused(cache, forgottenAfter)
    if ((await sizeOf(objects)) < largest) return objects
    const next = await use(place, newest + 1)
    await removeUnused(place, day)
    return next
  } catch (error) {
    if (cannotWrite.has((error as NodeJS.ErrnoException).code ?? '')) return undefined
    throw error
  }
}

const cannotWrite = new Set(['EACCES', 'EPERM', 'EROFS', 'ENOSPC', 'EDQUOT', 'ENOTDIR', 'EEXIST'])

/** A name that tells people what it is, and nobody the credentials. */
function nameOf(url: string): string {
  const shown = withoutCredentials(url)
  const word = /([\w-]+)(\.git)?\/*$/.exec(shown)?.[1] ?? 'repository'
  return `${word.slice(0, 40)}-${createHash('sha256').update(shown).digest('hex').slice(0, 16)}`
}

async function listGenerations(place: string): Promise<number[]> {
  const names = await readdir(place)
  return names
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .toSorted((one, other) => one - other)
}

/** Says that a folder is in use, by the time of the file that is beside its objects. */
async function use(place: string, generation: number): Promise<string> {
  const folder = path.join(place, String(generation))
  const objects = path.join(folder, 'objects')
  await mkdir(objects, { recursive: true })
  const now = new Date()
  for (const used of [path.join(folder, usedFile), path.join(place, usedFile)]) {
    await (await open(used, 'a')).close()
    await utimes(used, now, now)
  }
  return objects
}

const usedFile = 'used'

async function removeUnused(parent: string, age: number): Promise<void> {
  for (const name of await readdir(parent)) {
    const found = await stat(path.join(parent, name, usedFile)).catch(() => undefined)
    if (found && Date.now() - found.mtimeMs > age)
      await rm(path.join(parent, name), { recursive: true, force: true, maxRetries: 3 })
  }
}

/** Files of their own are spread over 256 folders by their ids, so that some tell of all. */
async function sizeOf(objects: string): Promise<number> {
  const sampled = ['17', '5b', 'a3', 'ee']
  const sizes = await Promise.all(sampled.map((name) => folderSize(path.join(objects, name))))
  const packs = await folderSize(path.join(objects, 'pack'))
  return sizes.reduce((sum, size) => sum + size, 0) * (256 / sampled.length) + packs
}

async function folderSize(folder: string): Promise<number> {
  const names = await readdir(folder).catch(() => [])
  const files = await Promise.all(names.map((name) => stat(path.join(folder, name)).catch(() => undefined)))
  return files.reduce((sum, file) => sum + (file?.size ?? 0), 0)
}
