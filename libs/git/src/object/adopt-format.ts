import { appendFile, readdir } from 'node:fs/promises'
import path from 'node:path'
import type { GitContext } from '../run/run-git.ts'
import type { ObjectFormat } from './git-object.ts'
import { setStore, storeOf } from './object-store.ts'

/**
 * Makes a repository one of another format, that of a server: one that was made here for it and has no object of its own yet. Gives whether
 * it could.
 */
export async function adoptFormat(context: GitContext, format: ObjectFormat): Promise<boolean> {
  const { folders } = storeOf(context)
  if (folders.format === format) return true
  if (!folders.ours || format === 'sha1' || !(await isEmpty(folders.own))) return false
  const lines = ['[core]', '\trepositoryformatversion = 1', '[extensions]', `\tobjectFormat = ${format}`]
  await appendFile(path.join(context.directory, 'config'), `${lines.join('\n')}\n`)
  setStore(context, { ...folders, format })
  return true
}

async function isEmpty(objects: string): Promise<boolean> {
  return (await readdir(objects)).every((name) => name === 'info' || name === 'pack')
}
