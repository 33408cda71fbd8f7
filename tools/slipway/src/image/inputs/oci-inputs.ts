import { SlipwayError } from '../../slipway-error.ts'
import type { Service } from '../../workspace/service.ts'
import { otherLockfiles } from '../../workspace/lockfile/other-lockfiles.ts'
import { readSourceUrl } from '../../workspace/source-url.ts'
import type { SourceTree } from '../../workspace/source-tree.ts'
import type { BuilderInputs } from './builder-inputs.ts'
import { readLockedDependencies } from './locked-dependencies.ts'
import { findProductionFiles, findWholeFiles, mergeFiles, withoutModes } from './production-files.ts'
import { requireInputs } from './require-inputs.ts'

/**
 * What a bundled service is made of. npm's lockfile tells which of the workspace's packages and which others it needs;
 * any other lockfile counts as a whole, and `inputs` has to name the workspace's packages.
 */
export async function findOciInputs(tree: SourceTree, service: Service): Promise<BuilderInputs> {
  const locked = await readLockedDependencies(tree, service.root)
  const { files, facts } = await findProductionFiles(tree, locked?.workspacePackages ?? [service.root])
  const lockfile = locked ? [] : [findLockfile(tree, service)]
  return {
    options: {
      main: service.main,
      workers: service.workers,
      port: service.port ?? null,
      source: (await readSourceUrl(tree)) ?? null,
    },
    files: mergeFiles(
      withoutModes(files),
      findWholeFiles(tree, [...lockfile, ...requireInputs(tree, service)]),
    ),
    facts,
    dependencies: locked?.dependencies ?? [],
    installed: locked?.installed,
  }
}

function findLockfile(tree: SourceTree, service: Service): string {
  const found = otherLockfiles.find((name) => tree.files.has(name))
  if (found !== undefined) return found
  throw new SlipwayError(
    'no-lockfile',
    `Cannot tell what the image of "${service.name}" is made of: wanted "${service.root}" in package-lock.json, or one of ${otherLockfiles.join(', ')}`,
  )
}
