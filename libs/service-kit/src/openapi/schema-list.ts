import type { z } from 'zod'
import { convertSchemas } from './components.ts'
import type { JsonSchema } from '../json-schema/json-schema.ts'

/** Gives a schema's JSON Schema, once the list is converted. */
export type Promised = () => JsonSchema

/** Collects the zod schemas of a document, which are converted together. */
export interface SchemaList {
  input(schema: z.ZodType): Promised
  output(schema: z.ZodType): Promised
  /** Converts all that was collected; gives those that have a name. */
  convert(): Record<string, JsonSchema>
}

/** An empty list. */
export function listSchemas(): SchemaList {
  const input: z.ZodType[] = []
  const output: z.ZodType[] = []
  let converted: { input: JsonSchema[]; output: JsonSchema[] } = { input: [], output: [] }
  return {
    input(schema) {
      const index = input.push(schema) - 1
      return () => converted.input[index]!
    },
    output(schema) {
      const index = output.push(schema) - 1
      return () => converted.output[index]!
    },
    convert() {
      const { components, ...schemas } = convertSchemas(input, output)
      converted = schemas
      return components
    },
  }
}
