import { execa } from 'execa'
import { cp } from 'node:fs/promises'
import path from 'node:path'
import { writeFiles } from '../files/file-tree.ts'
import { temporaryDirectory } from '../files/temporary-directory.ts'
import { gitEnvironment } from './git-environment.ts'

/** Runs Git in `directory` and gives its standard output without the last line end; rejects when Git fails. */
export async function git(directory: string, ...args: string[]): Promise<string> {
  const { stdout } = await execa('git', args, { cwd: directory, env: gitEnvironment })
  return stdout
}

/**
 * A bare repository with the branch `main`, which takes partial and by-object fetches as the large hosts do.
 * With `files` it has one commit of them, else none.
 */
export async function createBareRepository(files?: Record<string, string>): Promise<string> {
  const key = JSON.stringify(files ?? null)
  const original = originals.get(key) ?? createOriginal(files)
  originals.set(key, original)
  const bare = path.join(await temporaryDirectory(), 'origin.git')
  await cp(await original, bare, { recursive: true })
  return bare
}

/** Each is made once and copied, as tests make many that are equal and a copy takes no processes. */
const originals = new Map<string, Promise<string>>()

async function createOriginal(files: Record<string, string> | undefined): Promise<string> {
  const directory = await temporaryDirectory()
  const bare = path.join(directory, 'original.git')
  await git(directory, 'init', '--quiet', '--bare', '--initial-branch=main', bare)
  await git(bare, 'config', 'uploadpack.allowFilter', 'true')
  await git(bare, 'config', 'uploadpack.allowAnySHA1InWant', 'true')
  if (files) await commitTo(bare, path.join(directory, 'seed'), files)
  return bare
}

async function commitTo(bare: string, workTree: string, files: Record<string, string>): Promise<void> {
  await writeFiles(workTree, files)
  await git(workTree, 'init', '--quiet', '--initial-branch=main')
  await git(workTree, 'add', '--all')
  await git(workTree, 'commit', '--quiet', '--message=Start')
  await git(workTree, 'push', '--quiet', bare, 'main')
}
