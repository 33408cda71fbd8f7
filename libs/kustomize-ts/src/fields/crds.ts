import type { Target } from '../target/target.ts'
import {
  emptyConfiguration,
  makeConfiguration,
  makeFieldSpec,
  mergeConfigurations,
  sortConfiguration,
  type Configuration,
  type NameReference,
} from '../configuration/configuration.ts'
import { countCopies } from '../growth.ts'
import { fail, locate, locateInFile } from '../kustomize-error.ts'
import type { FieldSpec } from '../resource/field-spec.ts'
import { readDefinitionText } from '../schema/read-definition-text.ts'
import { type Value, type ValueMap } from '../yaml/value.ts'

/** `crds`: OpenAPI definitions of custom resources, which say which of their fields are names, labels or references. */
export function readCrds(target: Target): Configuration {
  const { fields, positionOf } = target.kustomization
  let result = emptyConfiguration
  for (const [index, path] of (fields.crds ?? []).entries()) {
    const added = locate(positionOf('crds', index), () => readDefinitions(target, path))
    result = locate(positionOf('crds', index), () => mergeConfigurations(result, added))
  }
  return result
}

function readDefinitions(target: Target, path: string): Configuration {
  const file = target.loader.resolveFile(path)
  return locateInFile(file, () => {
    const text = target.loader.readText(path)
    if (text === '') throw fail('bad-field-value', 'A file of definitions must not be empty')
    const definitions = requireMap(readDefinitionText(text))
    for (const definition of definitions.values())
      requireMap(findField(requireMap(definition), 'Schema') ?? null)
    return new DefinitionReader(definitions).read()
  })
}

class DefinitionReader {
  readonly #definitions: ValueMap
  readonly #annotations: FieldSpec[] = []
  readonly #labels: FieldSpec[] = []
  readonly #names: FieldSpec[] = []
  readonly #references: NameReference[] = []

  constructor(definitions: ValueMap) {
    this.#definitions = definitions
  }

  read(): Configuration {
    for (const name of this.#definitions.keys()) {
      const properties = this.#propertiesOf(name)
      const isKind = ['kind', 'apiVersion', 'metadata'].every((field) => properties.has(field))
      if (isKind) this.#visit(name, name.split('.').at(-1) ?? name, [], new Set())
    }
    const lists = new Map([
      ['commonAnnotations', this.#annotations],
      ['commonLabels', this.#labels],
      ['namePrefix', this.#names],
    ])
    return sortConfiguration(makeConfiguration((list) => lists.get(list) ?? [], mergeSame(this.#references)))
  }

  #propertiesOf(name: string): ValueMap {
    return mapIn(mapIn(this.#definitions.get(name), 'Schema'), 'properties')
  }

  #visit(name: string, kind: string, path: readonly string[], open: ReadonlySet<string>): void {
    if (open.has(name)) return
    for (const [field, property] of this.#propertiesOf(name)) {
      if (!(property instanceof Map)) continue
      // A definition that others refer to twice each is visited 2^n times.
      countCopies(5, path.length)
      const fieldPath = [...path, field]
      this.#readExtensions(property, kind, fieldPath)
      const reference = property.get('$ref')
      if (typeof reference === 'string') this.#visit(reference, kind, fieldPath, new Set([...open, name]))
    }
  }

  #readExtensions(property: ValueMap, kind: string, path: readonly string[]): void {
    const spec = makeFieldSpec({ kind, path: path.join('/') })
    const extension = (name: string) => textOf(property, `x-kubernetes-${name}`)
    if (extension('annotation') !== undefined) this.#annotations.push(spec)
    if (extension('label-selector') !== undefined) this.#labels.push(spec)
    if (extension('identity') !== undefined) this.#names.push(spec)
    const version = extension('object-ref-api-version')
    const referredKind = extension('object-ref-kind')
    if (version === undefined || referredKind === undefined) return
    const nameKey = extension('object-ref-name-key') ?? 'name'
    const fieldSpecs = [makeFieldSpec({ kind, path: [...path, nameKey].join('/') })]
    this.#references.push({ group: '', version, kind: referredKind, fieldSpecs })
  }
}

function mergeSame(references: readonly NameReference[]): NameReference[] {
  const empty = makeConfiguration(() => [], [])
  return [
    ...references.reduce(
      (all, reference) => mergeConfigurations(all, { ...empty, nameReference: [reference] }),
      empty,
    ).nameReference,
  ]
}

/** The map that a value must be; a null one is empty. */
function requireMap(value: Value): ValueMap {
  if (value instanceof Map) return value
  if (value === null) return new Map()
  throw fail('bad-field-value', 'A file of definitions must hold maps, one for each definition')
}

function mapIn(value: Value | undefined, field: string): ValueMap {
  const inner = value instanceof Map ? findField(value, field) : undefined
  return inner instanceof Map ? inner : new Map()
}

/** Go matches the names of fields without regard to case. */
function findField(map: ValueMap, field: string): Value | undefined {
  return map.get(field) ?? [...map].find(([key]) => key.toLowerCase() === field.toLowerCase())?.[1]
}

function textOf(map: ValueMap, field: string): string | undefined {
  const value = findField(map, field)
  return typeof value === 'string' ? value : undefined
}
