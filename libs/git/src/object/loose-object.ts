import { randomBytes } from 'node:crypto'
import { access, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { promisify } from 'node:util'
import { constants, deflate, inflate, type ZlibOptions } from 'node:zlib'
import type { Oid } from '../oid.ts'
import { headerOf, objectId, type GitObject, type ObjectFormat, type ObjectType } from './git-object.ts'

/**
 * Reads an object that has a file of its own in an objects folder; `undefined` when it has none. A file that does not have what its
 * name says, as a machine that lost power leaves behind, is removed: it would be taken for the object for ever.
 */
export async function readLoose(
  folder: string,
  oid: Oid,
  format: ObjectFormat,
): Promise<GitObject | undefined> {
  const file = fileOf(folder, oid)
  const packed = await readFile(file).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined
    throw error
  })
  if (!packed) return undefined
  const object = await unpack(packed)
  if (object && objectId(object, format) === oid) return object
  await rm(file, { force: true })
  return undefined
}

/** Whether an object has a file of its own in an objects folder. */
export async function hasLoose(folder: string, oid: Oid): Promise<boolean> {
  return access(fileOf(folder, oid)).then(
    () => true,
    () => false,
  )
}

/**
 * Stores an object as a file of its own, as Git does: the file appears whole or not at all, whenever this process ends, and
 * two that store the same do not disturb each other.
 */
export async function writeLoose(folder: string, oid: Oid, { type, content }: GitObject): Promise<void> {
  if (await hasLoose(folder, oid)) return
  const packed = await compress(Buffer.concat([Buffer.from(headerOf(type, content.length)), content]))
  const file = fileOf(folder, oid)
  await mkdir(path.dirname(file), { recursive: true })
  // The name that Git gives its own, so that it clears away what a killed process left.
  const unfinished = path.join(path.dirname(file), `tmp_obj_${randomBytes(6).toString('hex')}`)
  await writeFile(unfinished, packed, { flag: 'wx', mode: 0o444 })
  await rename(unfinished, file)
}

/** As fast as it goes, as Git does by default (`core.looseCompression`): most of a tree are ids, which do not become smaller. */
const compress = (content: Buffer) => deflated(content, { level: constants.Z_BEST_SPEED })
const deflated = promisify(deflate) as (content: Buffer, options: ZlibOptions) => Promise<Buffer>
const decompress = promisify(inflate) as (content: Buffer) => Promise<Buffer>

async function unpack(packed: Buffer): Promise<GitObject | undefined> {
  const whole = await decompress(packed).catch(() => undefined)
  const end = whole?.indexOf(0) ?? -1
  if (!whole || end < 0) return undefined
  const type = whole.subarray(0, whole.indexOf(' ')).toString() as ObjectType
  return { type, content: whole.subarray(end + 1) }
}

function fileOf(folder: string, oid: Oid): string {
  return path.join(folder, oid.slice(0, 2), oid.slice(2))
}
