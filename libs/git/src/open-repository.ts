import { existsSync } from 'node:fs'
import { mkdir, realpath, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { setStore } from './object/object-store.ts'
import { Repository } from './repository.ts'
import { conditionalFiles, hasConditions } from './run/conditional-config.ts'
import { configOf, forgetConfig } from './run/config.ts'
import { runGitText, type GitContext } from './run/run-git.ts'

/** What Git runs with, beside the folder. */
export type RepositoryOptions = Omit<GitContext, 'directory'>

/** Opens the repository that a folder lies in. Throws `not-a-repository`. */
export async function openRepository(
  directory: string,
  options: RepositoryOptions = {},
): Promise<Repository> {
  const context = { ...options, directory }
  const { objects, format, ...places } = await findPlaces(context)
  setStore(context, { own: objects, format, ours: false })
  return new Repository(context, places)
}

/** Everything that is asked of a repository that is there, in one call: each call takes as long as what it asks for. */
async function findPlaces(context: GitContext) {
  const asked = ['--show-object-format', '--git-path', 'config', '--git-path', 'objects', '--show-cdup']
  const text = await runGitText(context, ['rev-parse', '--path-format=absolute', ...asked], {
    purpose: `open the repository "${context.directory}"`,
  })
  // The last line is the way up to the root; without a work tree there is none.
  const [found = '', configFile = '', objects = '', up] = text.split('\n')
  const root = up === undefined ? undefined : path.resolve(await realpath(context.directory), up)
  return { configFile, objects, root, format: found === 'sha256' ? ('sha256' as const) : ('sha1' as const) }
}

/** What a repository is made with. */
export interface NewRepository extends RepositoryOptions {
  /** The repository whose configuration counts: who commits, how to sign, and where credentials come from. */
  readonly configuredAs?: Repository | undefined
  /** A folder for objects that other repositories may share, at the same time, too. It is made when it is not there. */
  readonly sharedObjects?: string | undefined
}

/**
 * Makes an empty bare repository, or opens the one that is there. With `configuredAs`, it also takes the configuration of
 * that repository.
 */
export async function createBareRepository(
  directory: string,
  { configuredAs, sharedObjects, ...rest }: NewRepository = {},
): Promise<Repository> {
  const context = { ...rest, directory }
  if (existsSync(path.join(directory, 'HEAD'))) return openRepository(directory, rest)
  const own = path.join(directory, 'objects')
  await Promise.all(
    [path.join(own, 'info'), path.join(own, 'pack'), path.join(directory, 'refs')].map((folder) =>
      mkdir(folder, { recursive: true }),
    ),
  )
  if (sharedObjects !== undefined) await share(own, sharedObjects)
  const configFile = path.join(directory, 'config')
  await writeFile(configFile, configLines(configuredAs ? [configuredAs.configFile] : []))
  // Last, as it is what makes the folder a repository.
  await writeFile(path.join(directory, 'HEAD'), 'ref: refs/heads/main\n')
  setStore(context, { own, shared: sharedObjects, format: 'sha1', ours: true })
  if (configuredAs) await keepConditions(context, configFile, configuredAs)
  return new Repository(context, { configFile, root: undefined })
}

async function share(own: string, shared: string): Promise<void> {
  for (const name of ['pack', 'info']) await mkdir(path.join(shared, name), { recursive: true })
  await writeFile(path.join(own, 'info/alternates'), `${JSON.stringify(shared)}\n`)
}

/** A condition that looks at where a repository is holds in that one alone, and not in one that takes its configuration. */
async function keepConditions(
  context: GitContext,
  configFile: string,
  { directory, configFile: included }: Repository,
) {
  // It is read in any case, before anything else is done.
  if (!hasConditions(await configOf(context))) return
  const { before, after } = await conditionalFiles({ ...context, directory }, included)
  const here = await conditionalFiles(context, configFile)
  // Twice would be one value too many for what takes several.
  const isNew = (file: string) => ![...here.before, ...here.after].includes(file)
  await writeFile(configFile, configLines([...before.filter(isNew), included, ...after.filter(isNew)]))
  forgetConfig(context)
}

/** What is included comes first, so that the repository's own lines have the last word. */
function configLines(included: readonly string[]): string {
  const include = included.flatMap((file) => ['[include]', `\tpath = ${JSON.stringify(file)}`])
  return `${[...include, '[core]', '\trepositoryformatversion = 0', '\tbare = true'].join('\n')}\n`
}
