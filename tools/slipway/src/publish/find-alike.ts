import type { Build } from '@slipway/config-repo'
import type { Repository } from '@slipway/git'
import type { Made } from '../image/content/image-contents.ts'
import { findSameImages } from '../image/content/same-images.ts'
import { findImageInputs, hashInputs, type ImageTarget } from '../image/inputs/image-inputs.ts'
import { SlipwayError } from '../slipway-error.ts'
import { readService } from '../workspace/service.ts'
import { openSourceTree, type GitTree } from '../workspace/source-tree.ts'
import type { BuiltService } from './built-service.ts'

/** The workspace, as the commit that is published has it. */
export interface PublishedTree {
  readonly workspace: string
  readonly own: Repository
  readonly tree: GitTree
}

/**
 * The one of some builds whose image another build of the service at this commit would give again, although it has other inputs: a comment
 * or a test's type differs. What they were made of is read from their commits, where this clone has those.
 */
export async function findAlike(
  { service, target }: BuiltService,
  builds: readonly Build[],
  { workspace, own, tree }: PublishedTree,
): Promise<Build | undefined> {
  for (const build of builds) {
    const commit = await own.resolve(build.source.commit)
    if (commit === undefined) continue
    const before = await openSourceTree(own, commit)
    const made = await readMade(before, service.root, target)
    if (!made || hashInputs(made.inputs) !== build.inputs) continue
    const now = { service, inputs: await findImageInputs(tree, service, target) }
    const same = await findSameImages([[made, now]], [before, tree], workspace)
    if (same.has(service.name)) return build
  }
  return undefined
}

/** The service may have been none then, or one that nobody could build. */
async function readMade(tree: GitTree, root: string, target: ImageTarget): Promise<Made | undefined> {
  try {
    const service = await readService(tree, root)
    return { service, inputs: await findImageInputs(tree, service, target) }
  } catch (error) {
    if (error instanceof SlipwayError) return undefined
    throw error
  }
}
