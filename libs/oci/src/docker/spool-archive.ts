import { readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { extract, type Extract, type Header } from 'tar-stream'
import type { Bytes } from '../digest/tally.ts'
import { OciError } from '../oci-error.ts'
import { manifestSizeLimit } from '../spec/manifest.ts'

/** The files of a tar by their names there; on disk they have numbers for names, so that no name leads anywhere. */
export type SpooledArchive = ReadonlyMap<string, string>

/** Unpacks a tar into a folder; a link in it stands for the file that it names. Throws `invalid-archive`. */
export async function spoolArchive(bytes: Bytes, folder: string): Promise<SpooledArchive> {
  const archive = extract()
  try {
    const [files] = await Promise.all([
      spoolEntries(archive, folder),
      pipeline(Readable.from(bytes), archive),
    ])
    return files
  } catch (cause) {
    if (cause instanceof OciError || isOfThisMachine(cause)) throw cause
    throw new OciError('invalid-archive', 'Cannot read the archive of an image: wanted a whole tar', {
      cause,
    })
  }
}

/** A full disk and the like, and bugs, are not the archive's fault. */
function isOfThisMachine(cause: unknown): boolean {
  return cause instanceof TypeError || (cause instanceof Error && 'syscall' in cause)
}

async function spoolEntries(archive: Extract, folder: string): Promise<SpooledArchive> {
  const files = new Map<string, string>()
  const links = new Map<string, string>()
  let count = 0
  for await (const entry of archive) {
    const name = path.posix.normalize(entry.header.name)
    if (entry.header.type === 'file') {
      const file = path.join(folder, String((count += 1)))
      files.set(name, file)
      await writeFile(file, entry as Bytes)
      continue
    }
    const target = targetOf(name, entry.header)
    if (target !== undefined) links.set(name, target)
    entry.resume()
  }
  // Docker 20.10 writes a layer that is there twice as a link to the first.
  for (const [name, target] of links) files.set(name, findFile(files, target))
  return files
}

/** Where a file of the archive lies on disk; throws `invalid-archive`. */
export function findFile(archive: SpooledArchive, name: string): string {
  const file = archive.get(path.posix.normalize(name))
  if (file !== undefined) return file
  throw new OciError('invalid-archive', `Cannot find ${JSON.stringify(name)} in the archive of an image`)
}

/** A JSON file of the archive. */
export async function readJsonFile(archive: SpooledArchive, name: string): Promise<unknown> {
  const bytes = await readFile(findFile(archive, name))
  try {
    if (bytes.length <= manifestSizeLimit) return JSON.parse(bytes.toString()) as unknown
  } catch (cause) {
    throw new OciError('invalid-archive', `Cannot read ${JSON.stringify(name)}: wanted JSON`, { cause })
  }
  throw new OciError('invalid-archive', `Cannot read ${JSON.stringify(name)}: it has ${bytes.length} bytes`)
}

function targetOf(name: string, header: Header): string | undefined {
  if (header.type === 'symlink') return path.posix.join(path.posix.dirname(name), header.linkname ?? '')
  return header.type === 'link' ? path.posix.normalize(header.linkname ?? '') : undefined
}
