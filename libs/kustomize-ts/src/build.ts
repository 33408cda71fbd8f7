import { resolve } from 'node:path'

import { accumulate } from './accumulate/accumulate.ts'
import type { BuildOptions } from './build-options.ts'
import { openTarget, requireFolderPath, type Surroundings } from './open-target.ts'
import { Accumulation } from './target/accumulation.ts'
import { Session } from './target/session.ts'
import type { Target } from './target/target.ts'
import { readBuildMetadata } from './fields/build-metadata.ts'
import { addHashes } from './finish/add-hashes.ts'
import { annotate } from './finish/annotate.ts'
import { dropLocal } from './finish/drop-local.ts'
import { fixReferences } from './finish/fix-references.ts'
import { resolveVariables } from './finish/resolve-variables.ts'
import { sortResources } from './finish/sort-resources.ts'
import { describeOverflow, startGrowth } from './growth.ts'
import { KustomizeError, locate, wrap } from './kustomize-error.ts'
import type { Problem } from './problem.ts'
import { diskReader } from './reader/disk-reader.ts'
import { ReadLog } from './reader/read-log.ts'
import type { ResourceMap } from './resource/resource-map.ts'
import type { ResourceOrigin } from './resource/origin.ts'
import { locateResource } from './resource/locate-resource.ts'
import type { Resource } from './resource/resource.ts'
import { withBuiltInKinds } from './schema/schema.ts'
import { emitYaml } from './yaml/emit.ts'
import { toPlain, type PlainMap } from './yaml/plain.ts'
import { toValue } from './yaml/value.ts'

export type { BuildOptions } from './build-options.ts'

/** A resource of the result. */
export interface BuiltResource {
  /** The resource as plain data without a prototype, made when it is asked for; integers beyond 2^53 are bigints. */
  readonly object: PlainMap
  /** The resource as it stands in `yaml`. */
  readonly yaml: string
  /** Where it was read from; undefined for generated ones. */
  readonly origin: ResourceOrigin | undefined
}

/** What a build gives. */
export interface BuildResult {
  /** The bytes that `kustomize build` prints. */
  readonly yaml: string
  readonly resources: readonly BuiltResource[]
  /** Every file and folder that the result depends on, by real path, in reading order. */
  readonly files: readonly string[]
  /** Uses of deprecated fields. */
  readonly warnings: readonly Problem[]
}

/** Builds several folders of one repository, reading and parsing each file once. */
export interface Builder {
  /** As the function `build`, with files as they were when this builder first read them. */
  build(directory: string): BuildResult
  /** Makes the next build read these files again; all files when none is named. */
  forget(paths?: readonly string[]): void
}

/**
 * Renders the kustomization in a folder as `kustomize build` does. Throws a `KustomizeError` with all that is wrong and with the
 * files that had been read until then; what needs Helm, a network or a plugin is refused, never left out.
 */
export function build(directory: string, options: BuildOptions = {}): BuildResult {
  requireFolderPath(directory)
  const session = new Session<BuildResult>(options.read ?? diskReader)
  return buildOnce(directory, options, { session, log: new ReadLog(), keptFolders: undefined })
}

/** A session in which builds share what they have read and made, until they are told to forget it. */
export function createBuilder(options: BuildOptions = {}): Builder {
  const session = new Session<BuildResult>(options.read ?? diskReader)
  return {
    build: (directory) => {
      requireFolderPath(directory)
      const log = new ReadLog()
      const make = () => buildOnce(directory, options, { session, log, keptFolders: session.folders })
      return session.result(resolve(directory), log, make)
    },
    forget: (paths) => session.forget(paths),
  }
}

function buildOnce(directory: string, options: BuildOptions, surroundings: Surroundings): BuildResult {
  const { log } = surroundings
  startGrowth()
  try {
    return withBuiltInKinds(() => {
      const target = openTarget(directory, options, surroundings)
      const resources = render(target, options)
      const built = resources.resources.map(describeResource)
      const yaml = built.map((resource) => resource.yaml).join('---\n')
      return { yaml, resources: built, files: log.paths, warnings: target.context.warnings }
    })
  } catch (error) {
    const overflow = describeOverflow(error)
    const refusal = overflow === undefined ? error : wrap('limit-exceeded', overflow, error)
    if (!(refusal instanceof KustomizeError)) throw error
    const [first, ...rest] = refusal.problems
    throw new KustomizeError([first as Problem, ...rest], log.paths, { cause: refusal.cause })
  }
}

function describeResource(resource: Resource): BuiltResource {
  return locateResource(resource, () => {
    const value = toValue(resource.node)
    return {
      get object() {
        return toPlain(value) as PlainMap
      },
      yaml: emitYaml(value),
      origin: resource.source,
    }
  })
}

/** The steps of a build: gather and change, then what needs the whole. */
function render(target: Target, { reorder = 'legacy', managedByLabel = false }: BuildOptions): ResourceMap {
  const { fields, positionOf } = target.kustomization
  const accumulation = new Accumulation()
  accumulate(target, accumulation)
  const { resources, configuration, variables } = accumulation
  addHashes(resources)
  fixReferences(resources, configuration.nameReference)
  // After all names are final, because a variable may hold one.
  resolveVariables(resources, variables.values, configuration.varReference)
  dropLocal(resources)
  locate(positionOf('sortOptions'), () => sortResources(resources, fields.sortOptions, reorder))
  const metadata = readBuildMetadata(fields.buildMetadata)
  annotate(resources, { ...metadata, managedByLabel: metadata.managedByLabel || managedByLabel })
  return resources
}
