import type { Author, Oid, Repository } from '@slipway/git'
import { reportGitFailures } from '../remote/git-failure.ts'
import { pathInRepository, type ConfigRepoLocation } from '../remote/location.ts'
import { retryWhenTipMoves, type RetryOptions } from '../remote/push-retrying.ts'
import { withScratch, type ScratchOptions } from '../remote/scratch.ts'
import { fetchTip, type Tip } from '../remote/tip.ts'

/** Files by their path in the config repo: new texts, or `null` to take a file out. */
export type FileChanges = Readonly<Record<string, string | null>>

/** What to commit. */
export interface CommitRequest {
  readonly location: ConfigRepoLocation
  /** Says what changes, from the files of the newest commit; asked again when that moved. */
  readonly change: (tip: Tip) => Promise<FileChanges>
  readonly message: string
}

/** How to commit. */
export interface CommitOptions extends RetryOptions, ScratchOptions {
  readonly author?: Author | undefined
}

/**
 * Commits changes on the newest commit of a config repo and pushes them. Gives the new commit, or `null` when nothing
 * differs. Throws ConfigRepoError; then nothing was pushed.
 */
export async function commitFiles(request: CommitRequest, options: CommitOptions = {}): Promise<Oid | null> {
  return reportGitFailures(() =>
    withScratch(options, (scratch) =>
      retryWhenTipMoves(options, () => commitOnce(scratch, request, options.author)),
    ),
  )
}

async function commitOnce(
  scratch: Repository,
  { location, change, message }: CommitRequest,
  author: Author | undefined,
): Promise<Oid | null> {
  const tip = await fetchTip(scratch, location)
  const changes = Object.entries(await change(tip))
  const before = await scratch.readCommit(tip.commit)
  const files = changes.map(([path, text]) => [pathInRepository(location, path), text] as const)
  const tree = await scratch.writeTree(tip.commit, new Map(files))
  if (tree === before.tree) return null
  const oid = await scratch.commitTree({ tree, parents: [tip.commit], message, author })
  await scratch.push(location.url, [{ ref: `refs/heads/${location.branch}`, oid, expected: tip.commit }])
  return oid
}
