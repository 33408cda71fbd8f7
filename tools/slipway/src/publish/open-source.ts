import type { ConfigRepoLocation } from '@slipway/config-repo'
import { openRepository, type Oid, type Repository, type RepositoryOptions } from '@slipway/git'
import { locateConfigRepo, originUrl } from '../workspace/config-repo.ts'
import { openSourceTree, type GitTree } from '../workspace/source-tree.ts'
import { readWorkspaceName } from '../workspace/workspace-name.ts'
import { readWorkspaceFacts } from '../workspace/workspace-settings.ts'
import { requireRoot } from '../workspace/work-tree.ts'
import { findSourceCommit } from './source-commit.ts'

/** A workspace at the commit that is published, and where it publishes to. */
export interface OpenedSource {
  readonly own: Repository
  readonly commit: Oid
  readonly tree: GitTree
  /** The name of the workspace. */
  readonly name: string
  /** The URL of its `origin`, credentials and all. */
  readonly url: string | undefined
  readonly location: ConfigRepoLocation
}

/** Reads a workspace as it is at `revision` (HEAD, clean, when left out). Throws SlipwayError, GitError. */
export async function openSource(
  workspace: string,
  revision: string | undefined,
  git: RepositoryOptions = {},
): Promise<OpenedSource> {
  const own = await openRepository(workspace, git)
  await requireRoot(workspace, await own.root())
  const commit = await findSourceCommit(own, revision)
  const tree = await openSourceTree(own, commit)
  return {
    own,
    commit,
    tree,
    name: await readWorkspaceName(tree),
    url: await originUrl(own),
    location: await locateConfigRepo(await readWorkspaceFacts(tree), own),
  }
}
