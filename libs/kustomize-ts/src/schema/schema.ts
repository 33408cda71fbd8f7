import mergeRules from '../data/merge-rules.json' with { type: 'json' }

/** How a field merges: a list with a strategy and keys, or the way to such lists further down. */
export interface FieldRule {
  /** The definition of a map's fields. */
  readonly object?: string
  /** The definition of a list's elements, or their type. */
  readonly list?: string
  /** The definition of the values of a map with free keys. */
  readonly values?: string
  readonly patchStrategy?: string
  readonly mergeKey?: string
  readonly listMapKeys?: readonly string[]
}

/** Where a kind lives and where its merge rules begin. */
export interface KindRule {
  readonly scope?: string
  readonly definition?: string
}

/** What is known of the kinds of an API: the built-in ones, or those of a kustomization's own OpenAPI document. */
export interface Schema {
  readonly kinds: ReadonlyMap<string, KindRule>
  readonly definitions: ReadonlyMap<string, ReadonlyMap<string, FieldRule>>
}

function makeTable<Entry>(object: Record<string, Entry>): ReadonlyMap<string, Entry> {
  return new Map(Object.entries(object))
}

/** The rules of Kubernetes v1.21.2, which Kustomize 5 has built in. A build without a patch never asks for the definitions. */
export const builtInSchema: Schema = {
  kinds: makeTable<KindRule>(mergeRules.kinds),
  get definitions() {
    return (definitions ??= new Map(
      Object.entries(mergeRules.definitions).map(([name, fields]) => [
        name,
        makeTable(fields as Record<string, FieldRule>),
      ]),
    ))
  },
}
let definitions: Schema['definitions'] | undefined

/** The kinds that live outside of namespaces in some version: whoever asks mostly asks for others. */
const clusterScopedKinds = new Set<string>()
for (const [name, { scope }] of builtInSchema.kinds)
  if (scope === 'Cluster') clusterScopedKinds.add(name.slice(name.lastIndexOf('/') + 1))

/**
 * Kinds that the OpenAPI document of the build that runs tells about. As in Kustomize, whoever asks for a resource's id does not
 * know the build; builds never overlap, for none waits for anything.
 */
let addedKinds: ReadonlyMap<string, KindRule> | undefined

/** Runs a build that begins with nothing but the built-in kinds, whatever it adds to them. */
export function withBuiltInKinds<Result>(run: () => Result): Result {
  const outer = addedKinds
  addedKinds = undefined
  try {
    return run()
  } finally {
    addedKinds = outer
  }
}

/** Makes the build that runs know the scopes of more kinds; what is built in stays as it is. */
export function addKinds(kinds: Schema['kinds']): void {
  addedKinds = kinds
}

/** Whether a kind is known to live outside of namespaces; kinds that are not known count as namespaced. */
export function isClusterScoped(apiVersion: string, kind: string): boolean {
  if (addedKinds === undefined && !clusterScopedKinds.has(kind)) return false
  const key = `${apiVersion}/${kind}`
  return (builtInSchema.kinds.get(key) ?? addedKinds?.get(key))?.scope === 'Cluster'
}

/** Whether the built-in schema says where a kind lives. */
export function hasKnownScope(apiVersion: string, kind: string): boolean {
  return builtInSchema.kinds.get(`${apiVersion}/${kind}`)?.scope !== undefined
}

/** The rule at which a kind's fields begin; undefined for kinds that the schema does not know. */
export function kindRule(schema: Schema, apiVersion: string, kind: string): FieldRule | undefined {
  const definition = schema.kinds.get(`${apiVersion}/${kind}`)?.definition
  return definition === undefined ? undefined : { object: definition }
}

/** The rule of a field of a map. */
export function fieldRule(schema: Schema, rule: FieldRule | undefined, field: string): FieldRule | undefined {
  if (rule === undefined) return undefined
  const definition = rule.object === undefined ? undefined : schema.definitions.get(rule.object)
  return definition?.get(field) ?? valueRule(schema, rule)
}

/** Where a definition has its own rule among those of its fields, when it is one of a list or of a map with free keys. */
export const ownRule = '\0'

function valueRule(schema: Schema, { values }: FieldRule): FieldRule | undefined {
  return values === undefined
    ? undefined
    : (schema.definitions.get(values)?.get(ownRule) ?? { object: values })
}

/** The rule of the elements of a list. */
export function elementRule(rule: FieldRule | undefined): FieldRule | undefined {
  return rule?.list === undefined ? undefined : { object: rule.list }
}

/** Whether a list merges element by element. */
export function mergesElements(rule: FieldRule | undefined): boolean {
  return rule?.patchStrategy?.split(',').includes('merge') ?? false
}

/** The fields that make an element of a merged list the same as another; none for a list of scalars. */
export function mergeKeys(rule: FieldRule | undefined): readonly string[] {
  if (rule?.patchStrategy === undefined) return []
  if (rule.listMapKeys !== undefined) return rule.listMapKeys
  return rule.mergeKey === undefined ? [] : [rule.mergeKey]
}

/** Both schemas together; the second one wins. */
export function mergeSchemas(base: Schema, added: Schema): Schema {
  return {
    kinds: mergeKinds(base.kinds, added.kinds),
    definitions: new Map([...base.definitions, ...added.definitions]),
  }
}

/** What two tables tell of their kinds; the second one wins. */
export function mergeKinds(base: Schema['kinds'], added: Schema['kinds']): Map<string, KindRule> {
  const result = new Map(base)
  for (const [key, rule] of added) result.set(key, { ...base.get(key), ...rule })
  return result
}
