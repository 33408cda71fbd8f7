import { stat } from 'node:fs/promises'
import { OciError } from '../oci-error.ts'
import type { LayerFile } from './layer-file.ts'

/** An entry of a tar as it will be written. */
export interface LayerEntry {
  name: string
  type: 'file' | 'directory' | 'symlink'
  mode: number
  uid: number
  gid: number
  size: number
  linkname?: string
  source?: string
  content?: Uint8Array
}

/**
 * The entries of a layer in the order of their names, with the folders on the way to them. Throws `invalid-path` for a
 * name that leaves the image, is there twice, means something else in a layer, or has a file for a folder.
 */
export async function toLayerEntries(files: readonly LayerFile[]): Promise<LayerEntry[]> {
  const entries = new Map<string, LayerEntry>()
  for (const file of files) {
    const name = toName(file.path)
    if (entries.has(name)) throw invalid(file.path, 'it is there twice')
    entries.set(name, await toEntry(name, file))
  }
  for (const { name } of Array.from(entries.values())) addFolders(entries, name)
  // By code units, as the order of a locale would depend on the machine.
  return [...entries.values()].toSorted((a, b) => (a.name < b.name ? -1 : 1))
}

function toName(given: string): string {
  const name = given.replace(/^\/+/, '').replace(/\/+$/, '')
  const parts = name.split('/')
  if (given.includes('\0')) throw invalid(given, 'it holds a NUL')
  if (parts.some((part) => part === '' || part === '.' || part === '..'))
    throw invalid(given, 'it is no plain path')
  // A layer deletes what such a name stands for (OCI image specification, "whiteouts").
  if (parts.some((part) => part.startsWith('.wh.'))) throw invalid(given, '".wh." marks a deletion')
  return name
}

async function toEntry(name: string, file: LayerFile): Promise<LayerEntry> {
  const { mode, uid = 0, gid = 0 } = file
  const owned = { name, uid, gid, size: 0 }
  if ('directory' in file) return { ...owned, type: 'directory', mode: mode ?? 0o755 }
  if ('target' in file) return { ...owned, type: 'symlink', mode: mode ?? 0o777, linkname: file.target }
  if ('content' in file) {
    const content = Buffer.from(file.content)
    return { ...owned, type: 'file', mode: mode ?? 0o644, size: content.length, content }
  }
  const found = await stat(file.source).catch(() => undefined)
  if (!found?.isFile()) throw invalid(file.source, 'it is not a file')
  const usual = found.mode & 0o100 ? 0o755 : 0o644
  return { ...owned, type: 'file', mode: mode ?? usual, size: found.size, source: file.source }
}

function addFolders(entries: Map<string, LayerEntry>, name: string): void {
  for (let end = name.lastIndexOf('/'); end > 0; end = name.lastIndexOf('/', end - 1)) {
    const folder = name.slice(0, end)
    const found = entries.get(folder)
    if (found && found.type !== 'directory') throw invalid(name, `"${folder}" is not a folder`)
    if (!found) entries.set(folder, { name: folder, type: 'directory', mode: 0o755, uid: 0, gid: 0, size: 0 })
  }
}

function invalid(given: string, reason: string): OciError {
  return new OciError('invalid-path', `Cannot put ${JSON.stringify(given)} into a layer: ${reason}`, {
    file: given,
  })
}
