import { fetchSources, gitSource, type FileSource } from '@slipway/config-repo'
import { isOid, type Oid, type Repository, type WorkTree } from '@slipway/git'
import { SlipwayError } from '../slipway-error.ts'
import type { ConfigFiles } from '../workspace/open-config-files.ts'

/** A config repo at any moment. */
export interface Revisions {
  /** Its files at a revision; without one as they lie in the work tree, or at the newest commit where there is none. */
  source(revision?: string): Promise<FileSource>
  /** Where the work on `head` began: the newest commit that it has in common with the branch that Argo CD reads. */
  start(head?: string): Promise<string>
}

/** What is kept of a config repo that is elsewhere. */
export interface RevisionOptions {
  /** A folder for what is fetched, for the next time. */
  readonly cache?: string
}

/** Lets `action` read the config repo at any commit, and as it lies in the work tree. Nothing of a commit is run. */
export async function withRevisions<T>(
  { own, branch, place }: ConfigFiles,
  action: (revisions: Revisions) => Promise<T>,
  { cache }: RevisionOptions = {},
): Promise<T> {
  if (place.kind === 'elsewhere') {
    const { location } = place
    return await fetchSources(location, { configuredAs: own, cache }, (source) =>
      action({ source, start: async () => location.branch }),
    )
  }
  const { folder } = place
  return await withTrees(own, (treeAt) =>
    action({
      source: async (revision) => {
        const { repository, tree } = await treeAt(revision)
        return gitSource(repository, tree, { folder })
      },
      start: (head) => findStart(own, branch, head),
    }),
  )
}

/** A tree, and the repository that has it. */
export interface OpenedTree {
  readonly repository: Repository
  readonly tree: Oid
}

/** Lets `action` read the trees of commits and, without a revision, that of the work tree as it stands. */
export async function withTrees<T>(
  own: Repository,
  action: (treeAt: (revision?: string) => Promise<OpenedTree>) => Promise<T>,
): Promise<T> {
  const opening: Promise<WorkTree>[] = []
  const treeAt = async (revision?: string) =>
    revision === undefined
      ? await (opening[0] ??= own.workTree())
      : { repository: own, tree: await resolveCommit(own, revision) }
  try {
    return await action(treeAt)
  } finally {
    for (const workTree of opening) await (await workTree).remove()
  }
}

/** The commit that a revision names. Throws `unknown-commit`. */
export async function resolveCommit(own: Repository, revision: string): Promise<Oid> {
  const commit = await own.resolve(revision)
  if (commit !== undefined) return commit
  const hint = isOid(revision) ? ', "git fetch" brings what is missing' : ''
  throw new SlipwayError(
    'unknown-commit',
    `Cannot find the commit "${revision}" in "${own.directory}"${hint}`,
  )
}

/** Where the work on `head` began: the newest commit that it has in common with a branch, as `origin` has that. */
export async function findStart(own: Repository, branch: string, head = 'HEAD'): Promise<Oid> {
  const [remote, local] = [
    await own.resolve(`refs/remotes/origin/${branch}`),
    await own.resolve(`refs/heads/${branch}`),
  ]
  const trunk = remote ?? local
  if (trunk === undefined) {
    throw new SlipwayError(
      'unknown-commit',
      `Cannot find the branch "${branch}" to compare with in "${own.directory}": run "git fetch origin ${branch}", or name a commit with --base`,
    )
  }
  const commit = await resolveCommit(own, head)
  const start = await own.mergeBase(trunk, commit)
  if (start !== undefined) return start
  throw new SlipwayError(
    'unknown-commit',
    `Cannot tell where the work on "${head}" began: it has no commit in common with "${branch}", name one with --base`,
  )
}
