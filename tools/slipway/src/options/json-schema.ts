import { z } from 'zod'
import { pluginOptionsSchema } from './plugin-options.ts'
import { serviceOptions } from './service-options.ts'

/** The JSON Schemas of the options that people write, by the name of their schema file. */
export function jsonSchemas(): Record<string, object> {
  return {
    'plugin-options.schema.json': jsonSchema(pluginOptionsSchema, 'Options of slipway/plugin in nx.json'),
    'service-options.schema.json': jsonSchema(
      serviceOptions,
      'The entry "slipway" of package.json or project.json',
    ),
  }
}

/** `io: 'input'`, as an editor checks what a person writes, before defaults are filled in. */
function jsonSchema(schema: z.ZodType, title: string): object {
  return { title, ...z.toJSONSchema(schema, { io: 'input' }) }
}
