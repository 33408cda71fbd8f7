import { openRepository, type Oid } from '@slipway/git'
import { readService } from '../workspace/service.ts'
import { openSourceTree } from '../workspace/source-tree.ts'
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
  const tree = await openSourceTree(repository, commit)
  if (![...tree.files.keys()].some((file) => file.startsWith(`${result.project}/`))) return undefined
  const service = await readService(tree, result.project)
  const target = { base: result.base?.digest ?? null, architecture: process.arch }
  const inputs = hashInputs(await findImageInputs(tree, service, target))
  return inputs === result.inputs ? commit : undefined
}
