import { createReadStream } from 'node:fs'
import { readFile, rename, stat, writeFile } from 'node:fs/promises'
import { randomUUID } from 'node:crypto'
import path from 'node:path'
import type { Digest } from '../digest/digest.ts'
import { tallyOf } from '../digest/tally.ts'

interface Seen {
  stamp: string
  digest: Digest
}

/**
 * The digests of files on disk. As Git's index does, it takes a file for unchanged while size, times and inode are
 * the same, so that asking again for a large one costs no reading; what it knows lies in `seen.json` of the folder.
 */
export async function digestFiles(files: readonly string[], folder: string): Promise<Digest[]> {
  const memory = path.join(folder, 'seen.json')
  const seen = await readSeen(memory)
  const found = await Promise.all(files.map(async (file) => await look(file, seen[file])))
  const next = Object.fromEntries(files.map((file, position) => [file, found[position]]))
  if (files.some((file, position) => seen[file] !== found[position])) await save(memory, { ...seen, ...next })
  return found.map(({ digest }) => digest)
}

async function look(file: string, known: Seen | undefined): Promise<Seen> {
  const { size, mtimeMs, ctimeMs, ino, dev } = await stat(file)
  const stamp = [size, mtimeMs, ctimeMs, ino, dev].join(' ')
  if (known?.stamp === stamp) return known
  return { stamp, digest: (await tallyOf(createReadStream(file))).digest }
}

async function readSeen(memory: string): Promise<Record<string, Seen | undefined>> {
  try {
    return JSON.parse(await readFile(memory, 'utf8')) as Record<string, Seen>
  } catch {
    return {} // Knowing nothing costs time alone.
  }
}

async function save(memory: string, seen: Record<string, Seen | undefined>): Promise<void> {
  const partial = `${memory}.${randomUUID()}`
  await writeFile(partial, JSON.stringify(seen))
  await rename(partial, memory)
}
