import { realpathSync } from 'node:fs'

import { diskReader } from '../../reader/disk-reader.ts'
import type { FileReader } from '../../reader/file-reader.ts'
import { isWithin } from '../../reader/loader.ts'

/** A reader of the disk that notes every file whose content is asked for and that lies, links resolved, outside of a folder. */
export function watchingReader(boundary: string): { reader: FileReader; outside: string[] } {
  const outside: string[] = []
  const reader: FileReader = {
    ...diskReader,
    readFile(path) {
      if (!isWithin(realpathSync(path), boundary)) outside.push(path)
      return diskReader.readFile(path)
    },
  }
  return { reader, outside }
}
