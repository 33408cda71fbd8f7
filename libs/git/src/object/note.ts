import { randomBytes } from 'node:crypto'
import { readFile, rename, writeFile } from 'node:fs/promises'
import path from 'node:path'
import type { Oid } from '../oid.ts'
import type { ObjectStore } from './object-store.ts'

/** What a shared folder of objects is known to have, beside what each object says of itself. */
export interface Note {
  /** Nothing, where there is no note or no shared folder. */
  read(): Promise<Oid[]>
  write(oids: readonly Oid[]): Promise<void>
}

/** The note of commits whose whole history is there, but for the contents of files. */
export const historyNote = 'history'

/** A note beside a repository's shared folder of objects; it changes as a whole, whoever else reads or writes it. */
export function noteIn({ folders }: ObjectStore, name: string): Note {
  const file = folders.shared === undefined ? undefined : path.join(folders.shared, 'info', name)
  return {
    async read() {
      if (file === undefined) return []
      const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
        if (error.code === 'ENOENT') return ''
        throw error
      })
      return text.split('\n').filter(Boolean)
    },
    async write(oids) {
      if (file === undefined) return
      const unfinished = `${file}.${randomBytes(6).toString('hex')}`
      await writeFile(unfinished, oids.map((oid) => `${oid}\n`).join(''))
      await rename(unfinished, file)
    },
  }
}
