import { resolve } from 'node:path'

import type { BuildOptions } from './build-options.ts'
import { useOpenApi } from './fields/openapi.ts'
import { fail } from './kustomize-error.ts'
import { Loader, refuseRemote } from './reader/loader.ts'
import type { ReadLog } from './reader/read-log.ts'
import { builtInSchema } from './schema/schema.ts'
import type { BuildContext } from './target/build-context.ts'
import type { KeptFolders } from './target/kept-folders.ts'
import type { Session } from './target/session.ts'
import type { Target } from './target/target.ts'

/** What a build works with besides its options. */
export interface Surroundings {
  readonly session: Pick<Session<unknown>, 'reader' | 'parsed'>
  readonly log: ReadLog
  /** A build on its own would only lose time with keeping folders for others. */
  readonly keptFolders: KeptFolders | undefined
}

/** The kustomization of the folder where a build begins. */
export function openTarget(directory: string, options: BuildOptions, surroundings: Surroundings): Target {
  const loader = openLoader(directory, options, surroundings)
  const context = makeContext(surroundings)
  const kustomization = context.loadKustomization(loader)
  const wantsOrigins = (kustomization.fields.buildMetadata ?? []).length > 0
  const target: Target = { context, loader, kustomization, origin: wantsOrigins ? {} : undefined }
  useOpenApi(target, { isRoot: true })
  return target
}

function openLoader(
  directory: string,
  { loadRestrictor = 'rootOnly', boundary }: BuildOptions,
  { session: { reader }, log }: Surroundings,
): Loader {
  const folder = resolve(directory)
  if (boundary === undefined) return Loader.open(folder, { reader, log, loadRestrictor, boundary })
  const limit = resolve(boundary)
  const kind = reader.kind(limit)
  log.addProbe(limit, kind)
  if (kind !== 'directory') throw fail('folder-not-found', `There is no folder "${limit}" to stay below`)
  return Loader.open(folder, { reader, log, loadRestrictor, boundary: reader.realPath(limit) })
}

/** A URL stays what it is, as Kustomize would clone it; an empty path is more likely a mistake than the current folder. */
export function requireFolderPath(directory: string): void {
  if (directory === '') throw fail('folder-not-found', 'Cannot build a folder without a name: found ""')
  refuseRemote(directory)
}

function makeContext({ session: { parsed }, keptFolders }: Surroundings): BuildContext {
  const context: BuildContext = {
    schema: builtInSchema,
    isSchemaChosen: false,
    schemaUses: 0,
    hasMetOtherKinds: false,
    schemaFailure: undefined,
    warnings: [],
    loadKustomization: (inner) => {
      const kustomization = parsed.kustomization(inner)
      context.warnings.push(...kustomization.warnings)
      return kustomization
    },
    readResources: (inner, path) => parsed.resources(inner, path),
    readPatch: (inner, path) => parsed.patch(inner, path),
    keptFolders,
  }
  return context
}
