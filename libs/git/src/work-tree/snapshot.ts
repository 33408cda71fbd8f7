import { copyFile, mkdir, mkdtemp, rm, stat, utimes } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setStore, storeOf } from '../object/object-store.ts'
import type { Oid } from '../oid.ts'
import { runGit, runGitText, type GitContext } from '../run/run-git.ts'

/** The work tree as it stands, as a tree; `context` reads it, until `remove` is called. */
export interface WorkTreeSnapshot {
  readonly root: string
  readonly tree: Oid
  readonly context: GitContext
  readonly remove: () => Promise<void>
}

/**
 * Stores what `git add --all` would take (tracked and untracked, not ignored, with filters) as a tree, without a trace in
 * the repository: index and new objects lie in a temporary folder, which borrows the repository's objects.
 */
export async function snapshotWorkTree(context: GitContext): Promise<WorkTreeSnapshot> {
  const [root = '', index = '', objects = ''] = await locate(context)
  const folder = await mkdtemp(path.join(tmpdir(), 'slipway-work-tree-'))
  const remove = () => rm(folder, { recursive: true, force: true, maxRetries: 3 })
  try {
    const own = path.join(folder, 'objects')
    await mkdir(own)
    await copyIndex(index, path.join(folder, 'index'))
    const reading = {
      ...context,
      env: { ...context.env, GIT_OBJECT_DIRECTORY: own, GIT_ALTERNATE_OBJECT_DIRECTORIES: quote(objects) },
    }
    setStore(reading, { own, format: storeOf(context).folders.format, ours: false })
    const adding = {
      ...reading,
      directory: root,
      env: { ...reading.env, GIT_INDEX_FILE: path.join(folder, 'index') },
    }
    await runGit(adding, ['add', '--all'], { purpose: 'read the work tree' })
    const tree = await runGitText(adding, ['write-tree'], { purpose: 'store the work tree' })
    return { root, tree, context: reading, remove }
  } catch (error) {
    await remove()
    throw error
  }
}

async function locate(context: GitContext): Promise<string[]> {
  const args = ['rev-parse', '--path-format=absolute', '--show-toplevel']
  const text = await runGitText(context, [...args, '--git-path', 'index', '--git-path', 'objects'], {
    purpose: 'find the work tree',
  })
  return text.split('\n')
}

/**
 * Git trusts an entry whose file is older than the index, so the copy must not be younger than the original: a file that
 * was written in the same instant would pass as unchanged.
 */
async function copyIndex(from: string, to: string): Promise<void> {
  const found = await stat(from).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined
    throw error
  })
  if (!found) return
  await copyFile(from, to)
  const earlier = Math.floor(found.mtimeMs - 1) / 1000
  await utimes(to, earlier, earlier)
}

/** Alternates are a list with the separator of PATH; a quoted entry may hold it. */
function quote(folder: string): string {
  return `"${folder.replaceAll(/["\\]/g, String.raw`\$&`)}"`
}
