import path from 'node:path/posix'
import type { Service } from '../../workspace/service.ts'
import { isBelow, type SourceTree } from '../../workspace/source-tree.ts'
import { readDockerIgnore } from './docker-ignore.ts'
import type { BuilderInputs } from './builder-inputs.ts'
import { readLockedDependencies } from './locked-dependencies.ts'
import { findProductionFiles, findWholeFiles, mergeFiles } from './production-files.ts'
import { requireInputs } from './require-inputs.ts'

/**
 * What an image of a Dockerfile is made of. When the build context is the project, or lies in it, every file of the
 * context counts, as a Dockerfile may copy any. When it is wider, such as the whole workspace, it is the project and the
 * packages that it needs. What `.dockerignore` keeps out counts in neither case; `inputs` always do.
 */
export async function findDockerInputs(tree: SourceTree, service: Service): Promise<BuilderInputs> {
  const inContext = await contextFilter(tree, service)
  const isWide = !isBelow(service.context, service.root)
  const found = isWide ? await findWide(tree, service) : findNarrow(tree, service)
  return {
    ...found,
    options: optionsOf(service),
    files: mergeFiles(
      found.files.filter(([file]) => inContext(file)),
      findWholeFiles(tree, [service.dockerfile, ...requireInputs(tree, service)]),
    ),
    facts: found.facts.filter(([file]) => inContext(file)),
  }
}

/** Where the cache lies and what secrets are worth changes no image; an option that is not set is left out. */
function optionsOf(service: Service): Record<string, unknown> {
  const { dockerfile, context, target, buildArgs, attestations } = service
  return {
    dockerfile,
    context,
    ...(target !== undefined && { target }),
    ...(Object.keys(buildArgs).length > 0 && { buildArgs }),
    ...(attestations.length > 0 && { attestations: attestations.toSorted() }),
  }
}

function findNarrow(tree: SourceTree, service: Service): Omit<BuilderInputs, 'options'> {
  return { files: findWholeFiles(tree, [service.context]), facts: [], dependencies: [], installed: undefined }
}

async function findWide(tree: SourceTree, service: Service): Promise<Omit<BuilderInputs, 'options'>> {
  const locked = await readLockedDependencies(tree, service.root)
  const { files, facts } = await findProductionFiles(tree, locked?.workspacePackages ?? [service.root])
  return { files, facts, dependencies: locked?.dependencies ?? [], installed: undefined }
}

/** BuildKit prefers an ignore file that is named after the Dockerfile. */
async function contextFilter(tree: SourceTree, service: Service): Promise<(file: string) => boolean> {
  const candidates = [`${service.dockerfile}.dockerignore`, path.join(service.context, '.dockerignore')]
  const texts = await tree.readTexts(candidates)
  const ignores = readDockerIgnore(
    candidates.map((name) => texts.get(name)).find((text) => text !== undefined) ?? '',
  )
  return (file) => isBelow(file, service.context) && !ignores(path.relative(service.context, file))
}
