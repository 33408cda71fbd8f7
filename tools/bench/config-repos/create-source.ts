import { importCommits } from './fast-import.ts'
import { git } from './git.ts'

/** The names of commits with those of their parents, each after its parents. */
export type History = Readonly<Record<string, readonly string[]>>

/** Makes a bare source repository with this history, and gives the ids of its commits by their names. */
export async function createSource(folder: string, history: History): Promise<ReadonlyMap<string, string>> {
  await git('/', ['init', '--quiet', '--bare', '--template=', '--initial-branch=main', folder])
  const names = Object.keys(history)
  await importCommits(
    folder,
    names.map((name, index) => ({
      ref: `refs/heads/${name}`,
      parents: (history[name] ?? []).map((parent) => `:${names.indexOf(parent) + 1}`),
      mark: index + 1,
      message: `Source ${name}`,
      files: { 'src/main.ts': name },
    })),
  )
  const refs = await git(folder, ['for-each-ref', '--format=%(refname:lstrip=2) %(objectname)'])
  return new Map(refs.split('\n').map((line) => line.split(' ') as [string, string]))
}
