import { join, resolve } from 'node:path'

import { findKustomizationFile } from '../../kustomization/load-kustomization.ts'
import { fail, KustomizeError } from '../../kustomize-error.ts'
import { editText, type Edit } from '../edit-text.ts'
import { diskFiles } from './disk-files.ts'
import type { FolderFiles } from './folder-files.ts'
import { Folder } from './folder.ts'

/** Where a folder is read from and written to. */
export interface EditFolderOptions {
  /** The disk when left out. */
  readonly files?: FolderFiles
  /** Write nothing; the result tells what would be written. */
  readonly dryRun?: boolean
}

/** What an edit did to a folder. */
export interface EditedFolder {
  /** New texts of files by absolute path; empty when nothing changed. */
  readonly changed: ReadonlyMap<string, string>
  /** What the edit has to say that is no error: what was there already, what matched nothing. */
  readonly notes: readonly string[]
}

/**
 * Does an edit on the kustomization of a folder; patterns of paths mean what is there. Writes as one step, and only what is
 * different. Throws a `KustomizeError` as `editText()` does, also for files that are missing; nothing is written then.
 */
export function editFolder(directory: string, edit: Edit, options: EditFolderOptions = {}): EditedFolder {
  const { files = diskFiles, dryRun = false } = options
  const folder = new Folder(directory, files)
  const resolved = edit.inFolder === undefined ? edit : edit.inFolder(folder)
  if (resolved === undefined) return { changed: new Map(), notes: folder.notes }
  const path = findFile(folder)
  const before = readText(files, path)
  const { text, notes, files: others } = editText(before, resolved, path)
  const changed = new Map(text === before ? [] : [[path, text]])
  for (const [name, content] of others) changed.set(resolve(folder.path, name), content)
  if (!dryRun && changed.size > 0) files.replace(changed)
  return { changed, notes: [...folder.notes, ...notes] }
}

function findFile({ path, files }: Folder): string {
  if (files.kind(path) !== 'directory') throw fail('folder-not-found', `There is no folder "${path}"`)
  const isFile = (name: string) => files.kind(join(path, name)) === 'file'
  return join(path, findKustomizationFile({ folder: path, isFile }))
}

function readText(files: FolderFiles, file: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(files.readFile(file))
  } catch (cause) {
    const message = `Cannot read a file, or it is not UTF-8: ${(cause as Error).message}`
    const problem = { code: 'unreadable-file', message, file, line: 0, column: 0 } as const
    throw new KustomizeError([problem], [], { cause })
  }
}
