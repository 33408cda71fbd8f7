import { readdir, readlink } from 'node:fs/promises'
import path from 'node:path'
import { OciError } from '../oci-error.ts'
import type { LayerFile } from './layer-file.ts'

/**
 * Everything in a folder as files of a layer under `into` ("/app"): subfolders (empty ones too), files, and symbolic
 * links as links. Throws `invalid-path` for a link that leaves the folder, and for a socket or a device.
 */
export async function listFolder(directory: string, into: string): Promise<LayerFile[]> {
  const found = await readdir(directory, { recursive: true, withFileTypes: true })
  return await Promise.all(
    found.map(async (entry): Promise<LayerFile> => {
      const source = path.join(entry.parentPath, entry.name)
      const relative = path.relative(directory, source).split(path.sep).join('/')
      const place = { path: path.posix.join(into, relative) }
      if (entry.isDirectory()) return { ...place, directory: true }
      if (entry.isSymbolicLink()) return { ...place, target: await readInnerLink(source, relative) }
      if (entry.isFile()) return { ...place, source }
      throw invalid(source, 'wanted a file, a folder or a link')
    }),
  )
}

async function readInnerLink(link: string, relative: string): Promise<string> {
  const target = (await readlink(link)).split(path.sep).join('/')
  const reached = path.posix.join(path.posix.dirname(relative), target)
  const leaves = path.posix.isAbsolute(target) || reached === '..' || reached.startsWith('../')
  if (leaves) throw invalid(link, `it links to "${target}", outside of the folder`)
  return target
}

function invalid(file: string, reason: string): OciError {
  return new OciError('invalid-path', `Cannot put "${file}" into a layer: ${reason}`, { file })
}
