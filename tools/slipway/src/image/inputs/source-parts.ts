import type { Repository } from '@slipway/git'
import { readLockedDependencies } from './locked-dependencies.ts'
import { SlipwayError } from '../../slipway-error.ts'
import { findServices, type Service } from '../../workspace/service.ts'
import { openSourceTree, type SourceTree } from '../../workspace/source-tree.ts'

/**
 * By service, the files and folders that its image may be made of, as of HEAD: its project, the workspace's packages that it needs, what its
 * options name, and `''` for the files in the root, such as a lockfile. A commit that changes none of them changes no image; one that
 * does may leave it as it is, which only the inputs hash tells. Nothing is told of a workspace that cannot be read.
 */
export async function findSourceParts(repository: Repository): Promise<Map<string, readonly string[]>> {
  const head = await repository.resolve('HEAD')
  if (head === undefined) return new Map()
  const tree = await openSourceTree(repository, head)
  try {
    const services = await findServices(tree)
    const parts = services.map(async (service) => [service.name, await partsOf(tree, service)] as const)
    return new Map(await Promise.all(parts))
  } catch (error) {
    if (error instanceof SlipwayError) return new Map()
    throw error
  }
}

async function partsOf(tree: SourceTree, service: Service): Promise<readonly string[]> {
  const { root, dockerfile, context, inputs } = service
  const locked = await readLockedDependencies(tree, root)
  // A context that is wider than the project counts as the packages that are needed of it.
  const own = context.startsWith(`${root}/`) ? [root, context] : [root]
  return ['', ...own, dockerfile, ...inputs, ...(locked?.workspacePackages ?? [])]
}
