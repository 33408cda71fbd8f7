/** The parts of a JSON Schema that are looked at here. */
export interface JsonSchema {
  $ref?: string
  $defs?: Record<string, JsonSchema>
  type?: string | string[]
  const?: unknown
  enum?: unknown[]
  properties?: Record<string, JsonSchema>
  required?: string[]
  items?: JsonSchema
  allOf?: JsonSchema[]
  anyOf?: JsonSchema[]
  oneOf?: JsonSchema[]
  description?: string
  deprecated?: boolean
  [keyword: string]: unknown
}

/** The schema that `schema` refers to by the last part of its reference, or itself. */
export function resolve(schema: JsonSchema, root: JsonSchema): JsonSchema {
  if (schema.$ref === '#') return root
  const name = schema.$ref?.replace(/^.*\//, '')
  const target = name === undefined ? undefined : root.$defs?.[name]
  return target === undefined ? schema : resolve(target, root)
}

/** The properties of an object's schema, those of its `allOf` too. */
export function propertiesOf(schema: JsonSchema, root: JsonSchema): [string, JsonSchema][] {
  const { properties = {}, allOf = [] } = resolve(schema, root)
  return [...Object.entries(properties), ...allOf.flatMap((part) => propertiesOf(part, root))]
}

/** The names of an object's properties that must be there. */
export function requiredOf(schema: JsonSchema, root: JsonSchema): string[] {
  const { required = [], allOf = [] } = resolve(schema, root)
  return [...required, ...allOf.flatMap((part) => requiredOf(part, root))]
}

/** The JSON types that a value of this schema may have, as far as it says. */
export function typesOf(schema: JsonSchema, root: JsonSchema): Set<string> {
  const { type = [], enum: values, const: value, anyOf, oneOf, allOf } = resolve(schema, root)
  const constants = values ?? (value === undefined ? [] : [value])
  return new Set([
    ...[type].flat(),
    ...constants.map((constant) => typeof constant),
    ...[anyOf, oneOf, allOf].flatMap((parts) => (parts ?? []).flatMap((part) => [...typesOf(part, root)])),
  ])
}
