import { openRepository, withoutCredentials, type Oid } from '@slipway/git'
import { originUrl } from '../../workspace/config-repo.ts'
import { packageLockPath } from '../../workspace/lockfile/package-lock.ts'
import { readService } from '../../workspace/service.ts'
import { openSourceTree } from '../../workspace/source-tree.ts'
import type { ImageResult } from '../result.ts'

/** The commit that an image is made from. */
export interface SourceFacts {
  readonly commit: string
  /** URL of the repository, without credentials; a path of this machine is none. */
  readonly repository: string | undefined
  /** Id of the lockfile's blob in Git. */
  readonly lockfile: string | undefined
  readonly platforms: readonly string[]
}

/** What the provenance of an image says of the commit that it was made from. */
export async function readSourceFacts(
  workspace: string,
  { project }: ImageResult,
  commit: Oid,
): Promise<SourceFacts> {
  const own = await openRepository(workspace)
  const tree = await openSourceTree(own, commit)
  const url = await originUrl(own)
  return {
    commit,
    repository: url === undefined ? undefined : toUrl(withoutCredentials(url)),
    lockfile: tree.files.get(packageLockPath)?.oid,
    platforms: (await readService(tree, project)).platforms,
  }
}

/** Git's short form of an SSH address, `git@host:team/shop.git`, is no URL. */
function toUrl(address: string): string | undefined {
  if (/^(https?|ssh|git):\/\//.test(address)) return address
  const [, host, folder] = /^([^/:]+):([^/].*)$/.exec(address) ?? []
  return host === undefined ? undefined : `ssh://${host}/${folder}`
}
