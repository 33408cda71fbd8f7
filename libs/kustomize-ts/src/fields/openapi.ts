import type { BuildContext } from '../target/build-context.ts'
import type { Target } from '../target/target.ts'
import { fail, KustomizeError, locate, locateInFile } from '../kustomize-error.ts'
import { readOpenApi } from '../schema/read-openapi.ts'
import { addKinds, builtInSchema, mergeSchemas, type Schema } from '../schema/schema.ts'

const builtInVersion = 'v1.21.2'

/**
 * `openapi`: a document to take merge rules from in the place of the built-in ones, or the version of these. The first one that
 * is found, beginning with where the build begins, holds for the whole build.
 */
export function useOpenApi(target: Target, { isRoot }: { isRoot: boolean }): void {
  const { fields, positionOf } = target.kustomization
  const path = fields.openapi?.get('path')
  const version = fields.openapi?.get('version')
  locate(positionOf('openapi'), () => {
    const text = path === undefined ? undefined : target.loader.readText(path)
    const { context } = target
    if (context.isSchemaChosen && !isRoot) return
    if (path === undefined || text === undefined) {
      chooseVersion(target, version)
      return
    }
    if (version !== undefined)
      throw fail('bad-field-value', 'An "openapi" must have a path or a version: found both')
    context.isSchemaChosen = true
    useDocument(context, () => locateInFile(target.loader.resolveFile(path), () => readOpenApi(text)))
  })
}

/** Kustomize reads a document when it first needs the schema, so until then one may be wrong. */
function useDocument(context: BuildContext, read: () => Schema): void {
  try {
    context.schemaFailure = undefined
    const schema = read()
    context.schema = withBuiltIn(schema, context)
    addKinds(schema.kinds)
  } catch (error) {
    if (!(error instanceof KustomizeError)) throw error
    context.schemaFailure = error
    if (context.hasMetOtherKinds) throw error
  }
}

/**
 * Kustomize has the built-in rules in memory once it needed them, and then they stay below the others. It also notes to read them
 * later, above the others, when it was asked for the scope of a kind that it does not know by heart.
 */
function withBuiltIn(schema: Schema, { schemaUses, hasMetOtherKinds }: BuildContext): Schema {
  if (schemaUses > 0) return mergeSchemas(builtInSchema, schema)
  return hasMetOtherKinds ? mergeSchemas(schema, builtInSchema) : schema
}

function chooseVersion({ context }: Target, version = ''): void {
  if (version === '') return
  if (version !== builtInVersion) {
    throw fail(
      'bad-field-value',
      `The only OpenAPI version that is built in is "${builtInVersion}": found "${version}"`,
    )
  }
  context.isSchemaChosen = true
}
