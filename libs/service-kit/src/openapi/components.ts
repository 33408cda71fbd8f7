import { isDeepStrictEqual } from 'node:util'
import { z } from 'zod'
import type { JsonSchema } from '../json-schema/json-schema.ts'

/** JSON Schemas of zod schemas, by the order in which these came; those with an id are among `components`. */
export interface Converted {
  input: JsonSchema[]
  output: JsonSchema[]
  /** By name: the `id` of a schema's `meta`, with `Input` added where input and output differ (a default, a transform). */
  components: Record<string, JsonSchema>
}

/** Converts what routes take and give in one go, so that what has an id is there once. */
export function convertSchemas(input: readonly z.ZodType[], output: readonly z.ZodType[]): Converted {
  const taken = convert(input, 'input')
  const given = convert(output, 'output')
  const differing = findDiffering(taken.defs, given.defs)
  const inputName = (name: string) => (differing.has(name) ? `${name}Input` : name)
  return {
    input: rewriteReferences(taken.schemas, inputName),
    output: rewriteReferences(given.schemas, String),
    components: {
      ...Object.fromEntries(
        Object.entries(rewriteReferences(taken.defs, inputName)).map(([name, def]) => [inputName(name), def]),
      ),
      ...rewriteReferences(given.defs, String),
    },
  }
}

type Definitions = Record<string, JsonSchema>

function convert(schemas: readonly z.ZodType[], io: 'input' | 'output') {
  const all = z.object(Object.fromEntries(schemas.map((schema, index) => [`${index}`, schema])))
  const { properties = {}, $defs = {} } = z.toJSONSchema(all, { io, override: leaveOpen }) as JsonSchema
  return { schemas: schemas.map((_, index) => properties[index] ?? {}), defs: $defs }
}

/**
 * Zod closes what it gives against other properties. Whoever reads the document must be ready for new ones; only
 * `z.strictObject` means it.
 */
function leaveOpen({ zodSchema, jsonSchema }: { zodSchema: z.core.$ZodType; jsonSchema: object }): void {
  if (!(zodSchema instanceof z.ZodObject) || zodSchema.def.catchall) return
  delete (jsonSchema as JsonSchema)['additionalProperties']
}

/** The names whose schemas differ by themselves, or through another that they refer to. */
function findDiffering(input: Definitions, output: Definitions): Set<string> {
  const both = Object.keys(input).filter((name) => name in output)
  const differing = new Set(both.filter((name) => !isDeepStrictEqual(input[name], output[name])))
  for (let before = -1; before !== differing.size;) {
    before = differing.size
    for (const name of both) {
      const text = JSON.stringify(input[name])
      if ([...differing].some((other) => text.includes(`"#/$defs/${other}"`))) differing.add(name)
    }
  }
  return differing
}

function rewriteReferences<T>(value: T, rename: (name: string) => string): T {
  return JSON.parse(JSON.stringify(value), (key, inner: unknown) => {
    if (key !== '$ref' || typeof inner !== 'string') return inner
    return inner.replace(/^#\/\$defs\/(.*)$/, (_, name: string) => `#/components/schemas/${rename(name)}`)
  }) as T
}
