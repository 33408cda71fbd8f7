import { git } from './git.ts'

/** One commit for `git fast-import`, which needs one process for any number of them and no work tree. */
export interface ImportedCommit {
  readonly ref: string
  /** Ids, refs (`refs/heads/main^0`) or marks (`:1`); the first commit of a history has none. */
  readonly parents?: readonly string[]
  readonly mark?: number
  readonly message: string
  /** In seconds since 1970; always the same when left out. */
  readonly time?: number
  /** New texts by path, `null` to take a file out. */
  readonly files?: Readonly<Record<string, string | null>>
  /** The whole tree, by its id, before `files` are put into it. */
  readonly tree?: string
}

/** When commits are made that have no other time, in seconds since 1970. */
export const usualTime = 1_795_000_000

/** Makes commits in a repository as if somebody had pushed them. */
export async function importCommits(folder: string, commits: readonly ImportedCommit[]): Promise<void> {
  await git(folder, ['fast-import', '--quiet'], commits.map(write).join(''))
}

function write({
  ref,
  parents = [],
  mark,
  message,
  files = {},
  tree,
  time = usualTime,
}: ImportedCommit): string {
  const [first, ...others] = parents
  return [
    `commit ${ref}`,
    ...(mark === undefined ? [] : [`mark :${mark}`]),
    `committer Ann <ann@example.test> ${time} +0000`,
    data(message),
    ...(first === undefined ? [] : [`from ${first}`]),
    ...others.map((parent) => `merge ${parent}`),
    ...(tree === undefined ? [] : [`M 040000 ${tree} `]),
    ...Object.entries(files).map(([path, text]) =>
      text === null ? `D ${path}` : `M 100644 inline ${path}\n${data(text)}`,
    ),
    '',
  ].join('\n')
}

function data(text: string): string {
  return `data ${Buffer.byteLength(text)}\n${text}`
}
