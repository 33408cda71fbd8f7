import type { Kustomization } from '../kustomization/load-kustomization.ts'
import type { KustomizeError } from '../kustomize-error.ts'
import type { Problem } from '../problem.ts'
import type { ReadPatch } from '../patch/read-patch.ts'
import type { Loader } from '../reader/loader.ts'
import type { Resource } from '../resource/resource.ts'
import { hasKnownScope, type Schema } from '../schema/schema.ts'
import type { KeptFolders } from './kept-folders.ts'

/** What all kustomizations of one build share. */
export interface BuildContext {
  /** Merge rules and scopes in force; an `openapi` field changes them for the whole build. */
  schema: Schema
  /** Whether some kustomization has said which schema to use. */
  isSchemaChosen: boolean
  /** How many times a patch has been merged by the schema. */
  schemaUses: number
  /** Whether a resource was of a kind whose scope is not built in. */
  hasMetOtherKinds: boolean
  /** What is wrong with the OpenAPI document in force; nobody minds who never needs the schema. */
  schemaFailure: KustomizeError | undefined
  readonly warnings: Problem[]
  /** The kustomization of a folder; files are parsed once per session. */
  readonly loadKustomization: (loader: Loader) => Kustomization
  /** The resources in a file, fresh copies each time. */
  readonly readResources: (loader: Loader, path: string) => Resource[]
  /** The patch in a file, which must not be changed. */
  readonly readPatch: (loader: Loader, path: string) => ReadPatch
  /** Folders that the session has accumulated before; a build on its own has none. */
  readonly keptFolders: KeptFolders | undefined
}

/** Notes kinds of which only a schema can say where they live. */
export function noteKinds(context: BuildContext, resources: readonly Resource[]): void {
  context.hasMetOtherKinds ||= resources.some(({ apiVersion, kind }) => !hasKnownScope(apiVersion, kind))
  if (context.hasMetOtherKinds) requireReadable(context)
}

/** The schema in force, for a merge; a later `openapi` then adds to it. */
export function useSchema(context: BuildContext): Schema {
  requireReadable(context)
  context.schemaUses++
  return context.schema
}

/** Throws what is wrong with the OpenAPI document, when the schema is needed. */
export function requireReadable({ schemaFailure }: BuildContext): void {
  if (schemaFailure !== undefined) throw schemaFailure
}
