import { resolve } from 'node:path'

import { accumulate } from './accumulate/accumulate.ts'
import { Accumulation } from './target/accumulation.ts'
import type { BuildContext } from './target/build-context.ts'
import { ParsedFiles } from './target/parsed-files.ts'
import type { Target } from './target/target.ts'
import { readBuildMetadata } from './fields/build-metadata.ts'
import { useOpenApi } from './fields/openapi.ts'
import { addHashes } from './finish/add-hashes.ts'
import { annotate } from './finish/annotate.ts'
import { dropLocal } from './finish/drop-local.ts'
import { fixReferences } from './finish/fix-references.ts'
import { resolveVariables } from './finish/resolve-variables.ts'
import { sortResources } from './finish/sort-resources.ts'
import { fail, KustomizeError } from './kustomize-error.ts'
import type { Problem } from './problem.ts'
import { diskReader } from './reader/disk-reader.ts'
import type { FileReader } from './reader/file-reader.ts'
import { Loader, refuseRemote } from './reader/loader.ts'
import { ReadLog } from './reader/read-log.ts'
import type { ResourceMap } from './resource/resource-map.ts'
import type { ResourceOrigin } from './resource/origin.ts'
import type { Resource } from './resource/resource.ts'
import { builtInSchema } from './schema/schema.ts'
import { emitYaml } from './yaml/emit.ts'
import { toPlain, type PlainMap } from './yaml/plain.ts'
import { toValue } from './yaml/value.ts'

/** What a build may read, and in which order its result comes. */
export interface BuildOptions {
  /** Where files come from; the disk by default. */
  readonly read?: FileReader
  /** Whether files must lie in or below their kustomization's folder (`rootOnly`, the default). Folders may be anywhere. */
  readonly loadRestrictor?: 'rootOnly' | 'none'
  /** `legacy` (the default) brings kinds that others need first; `none` keeps the order of the files. `sortOptions` wins. */
  readonly reorder?: 'legacy' | 'none'
  /** A folder that no file or folder of the build may leave, links resolved; none by default. */
  readonly boundary?: string
  /** Whether to label all resources as managed by Kustomize, as `managedByLabel` in `buildMetadata` does. */
  readonly managedByLabel?: boolean
}

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
  return createBuilder(options).build(directory)
}

/** A session in which builds share what they have parsed. */
export function createBuilder(options: BuildOptions = {}): Builder {
  const parsed = new ParsedFiles()
  return {
    build: (directory) => buildOnce(directory, options, parsed),
    forget: (paths) => parsed.forget(paths),
  }
}

function buildOnce(directory: string, options: BuildOptions, parsed: ParsedFiles): BuildResult {
  const log = new ReadLog()
  try {
    const target = openTarget(directory, options, { log, parsed })
    const resources = render(target, options)
    const built = resources.resources.map(describeResource)
    const yaml = built.map((resource) => resource.yaml).join('---\n')
    return { yaml, resources: built, files: log.paths, warnings: target.context.warnings }
  } catch (error) {
    if (!(error instanceof KustomizeError)) throw error
    const [first, ...rest] = error.problems
    throw new KustomizeError([first as Problem, ...rest], log.paths, { cause: error.cause })
  }
}

function describeResource({ node, source }: Resource): BuiltResource {
  const value = toValue(node)
  return {
    get object() {
      return toPlain(value) as PlainMap
    },
    yaml: emitYaml(value),
    origin: source,
  }
}

/** The steps of a build: gather and change, then what needs the whole. */
function render(target: Target, { reorder = 'legacy', managedByLabel = false }: BuildOptions): ResourceMap {
  const { fields } = target.kustomization
  const accumulation = new Accumulation()
  accumulate(target, accumulation)
  const { resources, configuration, variables } = accumulation
  addHashes(resources)
  fixReferences(resources, configuration.nameReference)
  // After all names are final, because a variable may hold one.
  resolveVariables(resources, variables.values, configuration.varReference)
  dropLocal(resources)
  sortResources(resources, fields.sortOptions, reorder)
  const metadata = readBuildMetadata(fields.buildMetadata)
  annotate(resources, { ...metadata, managedByLabel: metadata.managedByLabel || managedByLabel })
  return resources
}

function openTarget(
  directory: string,
  { read = diskReader, loadRestrictor = 'rootOnly', boundary }: BuildOptions,
  { log, parsed }: { log: ReadLog; parsed: ParsedFiles },
): Target {
  requireFolderPath(directory)
  const folder = resolve(directory)
  const realBoundary = boundary === undefined ? undefined : realFolder(read, resolve(boundary))
  const loader = Loader.open(folder, { reader: read, log, loadRestrictor, boundary: realBoundary })
  const context: BuildContext = {
    schema: builtInSchema,
    isSchemaChosen: false,
    isSchemaUsed: false,
    warnings: [],
    loadKustomization: (inner) => {
      const kustomization = parsed.kustomization(inner)
      context.warnings.push(...kustomization.warnings)
      return kustomization
    },
    readResources: (inner, path) => parsed.resources(inner, path),
  }
  const kustomization = context.loadKustomization(loader)
  const wantsOrigins = (kustomization.fields.buildMetadata ?? []).length > 0
  const target: Target = { context, loader, kustomization, origin: wantsOrigins ? {} : undefined }
  useOpenApi(target, { isRoot: true })
  return target
}

/** A URL stays what it is, as Kustomize would clone it; an empty path is more likely a mistake than the current folder. */
function requireFolderPath(directory: string): void {
  if (directory === '') throw fail('folder-not-found', 'Cannot build a folder without a name: found ""')
  refuseRemote(directory)
}

function realFolder(reader: FileReader, folder: string): string {
  if (reader.kind(folder) === 'directory') return reader.realPath(folder)
  throw fail('folder-not-found', `There is no folder "${folder}" to stay below`)
}
