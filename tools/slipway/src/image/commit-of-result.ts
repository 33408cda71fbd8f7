import { openRepository, type Oid } from '@slipway/git'
import { SlipwayError } from '../slipway-error.ts'
import { readService } from '../workspace/service.ts'
import { openSourceTree, type SourceTree } from '../workspace/source-tree.ts'
import { findImageInputs, hashInputs } from './inputs/image-inputs.ts'
import type { ImageResult } from './result.ts'

/**
 * The commit that an image belongs to: HEAD, when the service's inputs there are those that it was built from. What else
 * differs in the work tree has no part in the image. `undefined` when it was built from something that is not committed, or
 * at another commit, and before the first commit.
 */
export async function commitOfResult(workspace: string, result: ImageResult): Promise<Oid | undefined> {
  const repository = await openRepository(workspace)
  const commit = await repository.resolve('HEAD')
  if (commit === undefined) return undefined
  const inputs = await findInputs(await openSourceTree(repository, commit), result)
  return inputs === result.inputs ? commit : undefined
}

/** The inputs hash of the service in a tree; `undefined` where it is no service that could be built. */
async function findInputs(tree: SourceTree, { project, base }: ImageResult): Promise<string | undefined> {
  try {
    const service = await readService(tree, project)
    const target = { base: base?.digest ?? null, architecture: process.arch }
    return hashInputs(await findImageInputs(tree, service, target))
  } catch (error) {
    // The service may be new, or have been mended since: its image is no worse for that.
    if (error instanceof SlipwayError) return undefined
    throw error
  }
}
