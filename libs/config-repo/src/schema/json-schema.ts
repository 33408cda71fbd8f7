import { z } from 'zod'
import { releaseSchema } from '../release/release.ts'
import { settingsSchema } from '../settings/settings.ts'

/** The JSON Schema of each file that people or programs write, by the name of its schema file. */
export function jsonSchemas(): Record<string, object> {
  return {
    'slipway.schema.json': jsonSchema(settingsSchema, 'slipway.yaml'),
    'release.schema.json': jsonSchema(releaseSchema, 'release.yaml'),
  }
}

/** `io: 'input'`, as an editor checks what a person writes, before defaults are filled in. */
function jsonSchema(schema: z.ZodType, title: string): object {
  return { title, ...z.toJSONSchema(schema, { io: 'input' }) }
}
