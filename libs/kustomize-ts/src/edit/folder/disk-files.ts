import { randomUUID } from 'node:crypto'
import { chmodSync, readdirSync, realpathSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'

import { diskReader } from '../../reader/disk-reader.ts'
import type { FolderFiles } from './folder-files.ts'

/** Edits the disk: new texts go to temporary files first, which then take the places of the old ones. */
export const diskFiles: FolderFiles = {
  ...diskReader,
  list: (path) => readdirSync(path),
  replace(files) {
    const written: { temporary: string; target: string }[] = []
    try {
      for (const [path, text] of files) written.push(writeBeside(realpathSync(path), text))
      for (const { temporary, target } of written) renameSync(temporary, target)
    } finally {
      for (const { temporary } of written) rmSync(temporary, { force: true })
    }
  },
}

/** In the same folder, since only there a rename is one step; with the mode of the old file. */
function writeBeside(target: string, text: string): { temporary: string; target: string } {
  const temporary = join(dirname(target), `.${basename(target)}.${randomUUID()}`)
  writeFileSync(temporary, text, { flag: 'wx' })
  chmodSync(temporary, statSync(target).mode)
  return { temporary, target }
}
