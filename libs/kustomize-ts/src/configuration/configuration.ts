import defaults from '../data/default-field-specs.json' with { type: 'json' }
import { compareGvk, type Gvk } from '../resource/gvk.ts'
import { mergeFieldSpecs, type FieldSpec } from '../resource/field-spec.ts'

/** Fields that hold the name of a resource of some kind. */
export interface NameReference extends Gvk {
  readonly fieldSpecs: readonly FieldSpec[]
}

/** The lists of fields that a configuration has, besides the references of names. */
export const fieldLists = [
  'namePrefix',
  'nameSuffix',
  'namespace',
  'commonLabels',
  'labels',
  'templateLabels',
  'volumeClaimTemplateLabels',
  'commonAnnotations',
  'varReference',
  'images',
  'replicas',
] as const

type FieldList = (typeof fieldLists)[number]

/** Which fields each transformer touches. */
export interface Configuration extends Readonly<Record<FieldList, readonly FieldSpec[]>> {
  readonly nameReference: readonly NameReference[]
}

type RawSpec = Partial<Omit<FieldSpec, 'path'>> & { readonly path: string }

/** A field with its absent parts filled in. */
export function makeFieldSpec(raw: RawSpec): FieldSpec {
  return {
    group: raw.group ?? '',
    version: raw.version ?? '',
    kind: raw.kind ?? '',
    path: raw.path,
    create: raw.create ?? false,
  }
}

/** A configuration in which nothing is configured. */
export const emptyConfiguration: Configuration = makeConfiguration(() => [], [])

const defaultLists: Partial<Record<FieldList, readonly RawSpec[]>> = defaults

/** What Kustomize configures when nobody says anything else. The data are sorted: to sort them was 2 ms of each start. */
export const defaultConfiguration: Configuration = makeConfiguration(
  (list) => (defaultLists[list] ?? []).map(makeFieldSpec),
  defaults.nameReference.map((reference: Partial<Gvk> & { fieldSpecs: readonly RawSpec[] }) => ({
    group: reference.group ?? '',
    version: reference.version ?? '',
    kind: reference.kind ?? '',
    fieldSpecs: reference.fieldSpecs.map(makeFieldSpec),
  })),
)

/** Builds a configuration list by list. */
export function makeConfiguration(
  fieldsOf: (list: FieldList) => readonly FieldSpec[],
  nameReference: readonly NameReference[],
): Configuration {
  const lists = Object.fromEntries(fieldLists.map((list) => [list, fieldsOf(list)])) as Record<
    FieldList,
    FieldSpec[]
  >
  return { ...lists, nameReference }
}

// Also what is merged into nothing changes: a field of all kinds is dropped where one kind's field of the same path precedes it.
const merged = new WeakMap<Configuration, WeakMap<Configuration, Configuration>>()

/** Both configurations together; throws `merge-conflict` when they contradict each other. Results are kept. */
export function mergeConfigurations(base: Configuration, added: Configuration): Configuration {
  if (added === emptyConfiguration || base === added) return base
  const known = merged.get(base)?.get(added)
  if (known !== undefined) return known
  const result = sortConfiguration(
    makeConfiguration((list) => mergeFieldSpecs(base[list], added[list]), mergeReferences(base, added)),
  )
  const inner = merged.get(base) ?? new WeakMap<Configuration, Configuration>()
  merged.set(base, inner.set(added, result))
  return result
}

function mergeReferences(base: Configuration, added: Configuration): NameReference[] {
  const result = [...base.nameReference]
  for (const reference of added.nameReference) {
    const index = result.findIndex((other) => isSameGvk(other, reference))
    const existing = result[index]
    if (existing === undefined) result.push(reference)
    else
      result[index] = { ...existing, fieldSpecs: mergeFieldSpecs(existing.fieldSpecs, reference.fieldSpecs) }
  }
  return result
}

function isSameGvk(left: Gvk, right: Gvk): boolean {
  return left.group === right.group && left.version === right.version && left.kind === right.kind
}

/** Kustomize sorts every list by kind after each merge, and the order of fields shows in some results. */
export function sortConfiguration(configuration: Configuration): Configuration {
  return makeConfiguration(
    (list) => configuration[list].toSorted(compareGvk),
    configuration.nameReference.toSorted(compareGvk),
  )
}
