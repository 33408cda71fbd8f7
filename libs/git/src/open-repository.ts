import { existsSync } from 'node:fs'
import { mkdir, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { Repository } from './repository.ts'
import { runGit, runGitText, type GitContext } from './run/run-git.ts'

/** What Git runs with, beside the folder. */
export type RepositoryOptions = Omit<GitContext, 'directory'>

/** Opens the repository that a folder lies in. Throws `not-a-repository`. */
export async function openRepository(
  directory: string,
  options: RepositoryOptions = {},
): Promise<Repository> {
  const context = { ...options, directory }
  await runGit(context, ['rev-parse', '--git-dir'], { purpose: `open the repository "${directory}"` })
  return new Repository(context)
}

/**
 * Makes an empty bare repository, or opens the one that is there. With `configuredAs`, it also takes the configuration of
 * that repository: who commits, how to sign, and where credentials come from.
 */
export async function createBareRepository(
  directory: string,
  options: RepositoryOptions & { configuredAs?: Repository } = {},
): Promise<Repository> {
  const { configuredAs, ...rest } = options
  const context = { ...rest, directory }
  if (existsSync(path.join(directory, 'HEAD'))) return openRepository(directory, rest)
  await mkdir(directory, { recursive: true })
  await runGit(context, ['init', '--quiet', '--bare', '--template='], {
    purpose: `make a repository in "${directory}"`,
  })
  if (configuredAs) await include(context, await configuredAs.configFile())
  return new Repository(context)
}

/** Rewrites the configuration: what is included comes first, so that the repository's own lines have the last word. */
async function include(context: GitContext, file: string): Promise<void> {
  const format = await runGitText(context, ['rev-parse', '--show-object-format'], {
    purpose: 'read the object format',
  })
  const lines = [
    '[include]',
    `\tpath = ${JSON.stringify(file)}`,
    '[core]',
    `\trepositoryformatversion = ${format === 'sha1' ? 0 : 1}`,
    '\tbare = true',
    ...(format === 'sha1' ? [] : ['[extensions]', `\tobjectFormat = ${format}`]),
  ]
  await writeFile(path.join(context.directory, 'config'), `${lines.join('\n')}\n`)
}
