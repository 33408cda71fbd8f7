import { execa } from 'execa'
import { gitEnvironment } from './git-environment.ts'

/** A commit to make, without a work tree. */
export interface ImportedCommit {
  readonly message: string
  /** New texts by path, `null` for a file or folder that goes. */
  readonly files: Readonly<Record<string, string | null>>
  readonly author?: string
  /** Seconds since 1970. */
  readonly time?: number
}

/** Puts commits on a branch of a repository, in one process however many there are. */
export async function importHistory(
  repository: string,
  commits: Iterable<ImportedCommit>,
  branch = 'main',
): Promise<void> {
  const ref = `refs/heads/${branch}`
  const { exitCode } = await execa('git', ['rev-parse', '--verify', '--quiet', ref], {
    cwd: repository,
    reject: false,
  })
  const lines = [...commits].map((commit, index) => streamOf(commit, ref, exitCode === 0 && index === 0))
  await execa('git', ['fast-import', '--quiet', '--date-format=raw'], {
    cwd: repository,
    env: gitEnvironment,
    input: lines.join(''),
  })
}

/** The language of `git fast-import`. */
function streamOf(
  { message, files, author = 'Test Author', time = 1_700_000_000 }: ImportedCommit,
  ref: string,
  onTip: boolean,
): string {
  const person = `${author} <${author.toLowerCase().replaceAll(' ', '.')}@example.test> ${time} +0000`
  const changes = Object.entries(files).map(([path, text]) =>
    text === null ? `D ${path}\n` : `M 100644 inline ${path}\n${data(text)}`,
  )
  const from = onTip ? `from ${ref}^0\n` : ''
  return `commit ${ref}\nauthor ${person}\ncommitter ${person}\n${data(message)}${from}${changes.join('')}\n`
}

function data(text: string): string {
  return `data ${Buffer.byteLength(text)}\n${text}\n`
}
