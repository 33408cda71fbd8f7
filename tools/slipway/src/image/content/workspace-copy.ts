import { mkdir, mkdtemp, realpath, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { PackageLock } from '../../workspace/lockfile/package-lock.ts'
import type { GitTree } from '../../workspace/source-tree.ts'
import { linkPackages } from './link-packages.ts'
import { isPlainPath } from './plain-path.ts'

/** Files of a source tree in a folder of their own, with the packages of a workspace. */
export interface WorkspaceCopy extends AsyncDisposable {
  readonly root: string
  /** Adds files, once; tells whether all of them could be. A link is none that can: it might lead anywhere. */
  add(paths: Iterable<string>): Promise<boolean>
}

/** Makes an empty copy, in the folder for temporary files. */
export async function copyWorkspace(
  tree: GitTree,
  lock: PackageLock,
  workspace: string,
): Promise<WorkspaceCopy> {
  const root = await realpath(await mkdtemp(path.join(tmpdir(), 'slipway-contents-')))
  const remove = () => rm(root, { recursive: true, force: true, maxRetries: 3 })
  const written = new Set<string>()
  await linkPackages(lock, workspace, root)
  return {
    root,
    async add(paths) {
      const wanted = [...new Set(paths)]
      if (!wanted.every((name) => isOrdinary(tree, name))) return false
      const contents = await tree.readContents(wanted.filter((name) => !written.has(name)))
      for (const [name, content] of contents) {
        await mkdir(path.dirname(path.join(root, name)), { recursive: true })
        await writeFile(path.join(root, name), content)
        written.add(name)
      }
      return true
    },
    [Symbol.asyncDispose]: remove,
  }
}

/** Below `node_modules` are links, which a file must not be written through. */
function isOrdinary(tree: GitTree, name: string): boolean {
  const mode = tree.files.get(name)?.mode ?? ''
  return mode.startsWith('100') && isPlainPath(name) && !name.split('/').includes('node_modules')
}
