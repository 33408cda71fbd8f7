import { parseConfiguration } from '../yaml/parse-configuration.ts'
import { toValue11, type Value, type ValueMap } from '../yaml/value.ts'
import { fail } from '../kustomize-error.ts'
import type { FieldRule, KindRule, Schema } from './schema.ts'

/** The merge rules in an OpenAPI document, JSON or YAML. Nested schemas without a name get one of their own. */
export function readOpenApi(text: string): Schema {
  const document = parseConfiguration(text)
  const data = document === undefined ? null : toValue11(document)
  const definitions = data instanceof Map ? data.get('definitions') : undefined
  if (!(data instanceof Map)) throw fail('bad-field-value', 'An OpenAPI document must be a map')
  return new OpenApiReader().read(definitions instanceof Map ? definitions : new Map())
}

class OpenApiReader {
  readonly #kinds = new Map<string, KindRule>()
  readonly #definitions = new Map<string, Map<string, FieldRule>>()
  #unnamed = 0

  read(definitions: ValueMap): Schema {
    for (const [name, definition] of definitions) {
      if (!(definition instanceof Map)) continue
      this.#addKinds(name, definition.get('x-kubernetes-group-version-kind'))
      this.#addDefinition(name, definition)
    }
    return { kinds: this.#kinds, definitions: this.#definitions }
  }

  #addKinds(definition: string, kinds: Value | undefined): void {
    for (const entry of Array.isArray(kinds) ? kinds : []) {
      if (!(entry instanceof Map)) continue
      const [group, version, kind] = ['group', 'version', 'kind'].map((part) => textOf(entry, part))
      if (typeof entry.get('version') !== 'string' || typeof entry.get('kind') !== 'string') {
        throw fail('bad-field-value', `A kind of "${definition}" must have a "version" and a "kind"`)
      }
      const apiVersion = group === '' ? version : `${group}/${version}`
      this.#kinds.set(`${apiVersion}/${kind}`, { definition })
    }
  }

  #addDefinition(name: string, schema: ValueMap): void {
    const rules = new Map<string, FieldRule>()
    this.#definitions.set(name, rules)
    const properties = schema.get('properties')
    if (!(properties instanceof Map)) return
    for (const [field, property] of properties)
      if (property instanceof Map) rules.set(field, this.#rule(property))
  }

  #rule(schema: ValueMap): FieldRule {
    const patchStrategy = textOf(schema, 'x-kubernetes-patch-strategy')
    const mergeKey = textOf(schema, 'x-kubernetes-patch-merge-key')
    const keys = schema.get('x-kubernetes-list-map-keys')
    const items = schema.get('items')
    const values = schema.get('additionalProperties')
    return {
      ...this.#target(schema),
      ...(items instanceof Map ? { list: this.#nameOf(items) } : {}),
      ...(values instanceof Map ? { values: this.#nameOf(values) } : {}),
      ...(patchStrategy === '' ? {} : { patchStrategy }),
      ...(mergeKey === '' ? {} : { mergeKey }),
      ...(Array.isArray(keys) ? { listMapKeys: keys.map(String) } : {}),
    }
  }

  #target(schema: ValueMap): FieldRule {
    const isObject = schema.has('$ref') || schema.get('properties') instanceof Map
    return isObject ? { object: this.#nameOf(schema) } : {}
  }

  /** The name of the definition that a schema refers to; one that is written out gets a name. */
  #nameOf(schema: ValueMap): string {
    const reference = textOf(schema, '$ref')
    if (reference !== '') return reference.replace('#/definitions/', '')
    const name = `\0${this.#unnamed++}`
    this.#addDefinition(name, schema)
    return name
  }
}

function textOf(map: ValueMap, field: string): string {
  const value = map.get(field)
  return typeof value === 'string' ? value : ''
}
