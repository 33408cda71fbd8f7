import { type Value, type ValueMap } from '../yaml/value.ts'
import { fail } from '../kustomize-error.ts'
import { readDefinitionText } from './read-definition-text.ts'
import { kindKey, mapIn, readScopes, textOf } from './read-scopes.ts'
import { mergeKinds, ownRule, type FieldRule, type KindRule, type Schema } from './schema.ts'

/**
 * The merge rules in an OpenAPI document, JSON or YAML, and which kinds its paths say to live in namespaces. Nested schemas
 * without a name get one of their own.
 */
export function readOpenApi(text: string): Schema {
  // A document of nothing says nothing, unlike a file without a byte.
  const data = text === '' ? null : (readDefinitionText(text) ?? new Map())
  if (!(data instanceof Map)) throw fail('bad-field-value', 'An OpenAPI document must be a map')
  const { kinds, definitions } = new OpenApiReader(mapIn(data, 'definitions')).read()
  return { kinds: mergeKinds(kinds, readScopes(mapIn(data, 'paths'))), definitions }
}

class OpenApiReader {
  readonly #source: ValueMap
  readonly #kinds = new Map<string, KindRule>()
  readonly #definitions = new Map<string, Map<string, FieldRule>>()
  #unnamed = 0

  constructor(source: ValueMap) {
    this.#source = source
  }

  read(): Schema {
    for (const name of this.#source.keys()) {
      const definition = mapIn(this.#source, name)
      this.#addKinds(name, definition.get('x-kubernetes-group-version-kind'))
      this.#addDefinition(name, definition)
    }
    return { kinds: this.#kinds, definitions: this.#definitions }
  }

  #addKinds(definition: string, kinds: Value | undefined): void {
    for (const entry of Array.isArray(kinds) ? kinds : []) {
      if (entry instanceof Map) this.#kinds.set(kindKey(entry, definition), { definition })
    }
  }

  #addDefinition(name: string, schema: ValueMap): void {
    requireType(schema)
    const rules = new Map<string, FieldRule>()
    this.#definitions.set(name, rules)
    const properties = mapIn(schema, 'properties')
    for (const field of properties.keys()) rules.set(field, this.#rule(mapIn(properties, field)))
    if (properties.size === 0 && (isList(schema) || schema.has('additionalProperties')))
      rules.set(ownRule, this.#rule(schema))
  }

  /** What a reference leads to counts, and nothing that stands beside the reference. */
  #rule(schema: ValueMap): FieldRule {
    const { name, schema: actual } = this.#resolve(schema)
    requireType(actual)
    const patchStrategy = textOf(actual, 'x-kubernetes-patch-strategy')
    const mergeKey = textOf(actual, 'x-kubernetes-patch-merge-key')
    const keys = actual.get('x-kubernetes-list-map-keys')
    return {
      ...this.#object(name, actual),
      ...this.#inner('list', isList(actual) ? actual.get('items') : undefined),
      ...this.#inner('values', actual.get('additionalProperties')),
      ...(patchStrategy === '' ? {} : { patchStrategy }),
      ...(mergeKey === '' ? {} : { mergeKey }),
      ...(Array.isArray(keys) ? { listMapKeys: keys.map(String) } : {}),
    }
  }

  #object(name: string | undefined, schema: ValueMap): FieldRule {
    if (name !== undefined) return { object: name }
    return schema.get('properties') instanceof Map ? { object: this.#nameOf(schema) } : {}
  }

  #inner(part: 'list' | 'values', schema: Value | undefined): FieldRule {
    return schema instanceof Map ? { [part]: this.#nameOf(schema) } : {}
  }

  /** The definition that a schema refers to, through others; one that is not here may be among the built-in ones. */
  #resolve(schema: ValueMap): { name: string | undefined; schema: ValueMap } {
    const passed = new Set<string>()
    let name: string | undefined
    let actual = schema
    for (let next = referenceIn(actual); next !== '' && !passed.has(next); next = referenceIn(actual)) {
      passed.add(next)
      name = next
      actual = mapIn(this.#source, next)
    }
    return { name, schema: actual }
  }

  /** The name of the definition that a schema refers to; one that is written out gets a name. */
  #nameOf(schema: ValueMap): string {
    const known = this.#resolve(schema).name
    if (known !== undefined) return known
    const name = `\0${this.#unnamed++}`
    this.#addDefinition(name, schema)
    return name
  }
}

function requireType(schema: ValueMap): void {
  const type = schema.get('type') ?? null
  const types = Array.isArray(type) ? type : [type]
  if (type === null || types.every((each) => typeof each === 'string')) return
  throw fail('bad-field-value', 'The type of a schema must be a string or a list of strings')
}

function isList(schema: ValueMap): boolean {
  const type = schema.get('type')
  return type === 'array' || (Array.isArray(type) && type.length === 1 && type[0] === 'array')
}

function referenceIn(schema: ValueMap): string {
  return textOf(schema, '$ref').replace('#/definitions/', '')
}
