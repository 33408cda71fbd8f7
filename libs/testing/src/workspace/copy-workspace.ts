import { execa } from 'execa'
import { cp } from 'node:fs/promises'
import path from 'node:path'
import { shareDependencies } from '../../../../tools/setup/share-dependencies.ts'
import { temporaryDirectory } from '../files/temporary-directory.ts'
import { git } from '../git/git.ts'

/** A copy of this workspace that a test may change: its work tree, and the bare repository that it calls `origin`. */
export interface WorkspaceCopy {
  directory: string
  origin: string
}

const root = path.resolve(import.meta.dirname, '../../../..')

/**
 * Copies this workspace as it stands (what Git tracks or would track) into a repository of its own, as one commit on
 * `main`, pushed to a bare `origin`. It has the dependencies that are installed here.
 */
export async function copyWorkspace(): Promise<WorkspaceCopy> {
  const folder = await temporaryDirectory()
  const [directory, origin] = [path.join(folder, 'workspace'), path.join(folder, 'origin.git')]
  const { stdout } = await execa(
    'git',
    ['ls-files', '-z', '--cached', '--others', '--exclude-standard', '--deduplicate'],
    { cwd: root },
  )
  for (const file of stdout.split('\0').filter((name) => name !== '')) {
    await cp(path.join(root, file), path.join(directory, file)).catch(ignoreDeleted)
  }
  await git(folder, 'init', '--quiet', '--bare', '--initial-branch=main', origin)
  await git(directory, 'init', '--quiet', '--initial-branch=main')
  await git(directory, 'add', '--all')
  await git(directory, 'commit', '--quiet', '--message=Start')
  await git(directory, 'remote', 'add', 'origin', origin)
  await git(directory, 'push', '--quiet', '--set-upstream', 'origin', 'main')
  await shareDependencies(root, directory)
  return { directory, origin }
}

function ignoreDeleted(error: NodeJS.ErrnoException): void {
  if (error.code !== 'ENOENT') throw error
}
