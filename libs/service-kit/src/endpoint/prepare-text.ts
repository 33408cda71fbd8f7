import { z } from 'zod'
import { propertiesOf, typesOf, type JsonSchema } from '../json-schema/json-schema.ts'

type Text = string | string[] | undefined

/** Gives the values that texts stand for; what stands for none is left as it is, for the schema to refuse. */
export type TextReader = (texts: Readonly<Record<string, Text>>) => Record<string, unknown>

/**
 * Prepares the reading of parameters, which are texts, for a schema that wants other types: decimal numbers, `true` and
 * `false`; and a list that has one entry. So the schema that validates says the same in the document.
 */
export function prepareText(schema: z.ZodType): TextReader {
  const root = z.toJSONSchema(schema, { io: 'input' }) as JsonSchema
  const readers = propertiesOf(root, root).map(
    ([name, property]) => [name, readerOf(property, root)] as const,
  )
  return (texts) => {
    const values: Record<string, unknown> = { ...texts }
    for (const [name, read] of readers) {
      const text = texts[name]
      if (text !== undefined) values[name] = read(text)
    }
    return values
  }
}

function readerOf(property: JsonSchema, root: JsonSchema): (text: string | string[]) => unknown {
  const types = typesOf(property, root)
  if (!types.has('array')) return (text) => (Array.isArray(text) ? text : readOne(text, types))
  const items = property.items ? typesOf(property.items, root) : new Set<string>()
  return (text) => [text].flat().map((one) => readOne(one, items))
}

function readOne(text: string, types: ReadonlySet<string>): unknown {
  if (types.has('string')) return text
  if ((types.has('number') || types.has('integer')) && isDecimal(text)) return Number(text)
  if (types.has('boolean') && (text === 'true' || text === 'false')) return text === 'true'
  return text
}

/** As JSON writes numbers. */
function isDecimal(text: string): boolean {
  return /^-?(0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?$/.test(text)
}
