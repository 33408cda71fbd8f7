import { rm } from 'node:fs/promises'
import path from 'node:path'
import { writeFiles } from '../files/file-tree.ts'
import { temporaryDirectory } from '../files/temporary-directory.ts'
import { git } from './git.ts'

/**
 * Pushes one commit to the branch `main` of a repository, as a colleague would, and gives its id: each path with its new
 * text, or with `null` for a file or folder that goes.
 */
export async function commitFiles(
  repository: string,
  changes: Record<string, string | null>,
): Promise<string> {
  const clone = path.join(await temporaryDirectory(), 'clone')
  await git(path.dirname(clone), 'clone', '--quiet', '--branch=main', repository, clone)
  for (const [name, text] of Object.entries(changes)) {
    if (text === null) await rm(path.join(clone, name), { recursive: true })
    else await writeFiles(clone, { [name]: text })
  }
  await git(clone, 'add', '--all')
  await git(clone, 'commit', '--quiet', '--message', `Change ${Object.keys(changes).join(', ')}`)
  await git(clone, 'push', '--quiet', 'origin', 'main')
  return git(clone, 'rev-parse', 'HEAD')
}
