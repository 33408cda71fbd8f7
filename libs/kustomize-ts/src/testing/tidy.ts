import { readKustomization } from '../edit/read-kustomization.ts'

/** Data of a kustomization without what the original tidies whenever it edits. */
export type Tidied = Readonly<Record<string, unknown>>

type Fields = Record<string, unknown>

/**
 * The data of a kustomization as the original writes it; `before` is the text that was edited. It decodes the file into its structures and writes these, so what
 * its edits do not mean changes too; each of these changes is one step here.
 */
export function tidy(text: string, before: string): Tidied {
  const fields = readFields(text)
  for (const step of [addKind, moveBases, joinImages, joinReplicas, tidyGenerators]) step(fields)
  if (readFields(before)['bases'] !== undefined) fields['resources'] = list(fields['resources']).toSorted()
  return dropEmpty(fields) as Fields
}

function readFields(text: string): Fields {
  return plain(readKustomization(text, 'kustomization.yaml').fields) as Fields
}

/** Files without a kind and a version get them. */
function addKind(fields: Fields): void {
  const { kind = 'Kustomization' } = fields
  const version = kind === 'Component' ? 'v1alpha1' : 'v1beta1'
  Object.assign(fields, { kind, apiVersion: fields['apiVersion'] ?? `kustomize.config.k8s.io/${version}` })
}

/** `bases` is deprecated and moves behind `resources`, and what is added comes behind that: so the order differs then. */
function moveBases(fields: Fields): void {
  const { bases, resources } = fields
  delete fields['bases']
  if (bases !== undefined) fields['resources'] = [...list(resources), ...list(bases)]
}

/** `imageTags` moves behind `images`; `set image` sorts them and keeps one entry of each name. */
function joinImages(fields: Fields): void {
  fields['images'] = byName([...list(fields['images']), ...list(fields['imageTags'])])
  delete fields['imageTags']
}

/** `set replicas` sorts them and keeps one entry of each name. */
function joinReplicas(fields: Fields): void {
  fields['replicas'] = byName(list(fields['replicas']))
}

function byName(entries: readonly unknown[]): unknown[] {
  const found = new Map<string, unknown>()
  for (const entry of entries) {
    const name = String((entry as Fields)['name'] ?? '')
    if (!found.has(name)) found.set(name, entry)
  }
  return [...found].toSorted(([left], [right]) => (left < right ? -1 : 1)).map(([, entry]) => entry)
}

/**
 * `env` moves behind `envs`; an entry that is edited gets the general options too; literals that are set come in any order,
 * since they are kept in a Go map.
 */
function tidyGenerators(fields: Fields): void {
  const general = (fields['generatorOptions'] ?? {}) as Fields
  for (const entry of [
    ...list(fields['configMapGenerator']),
    ...list(fields['secretGenerator']),
  ] as Fields[]) {
    if (entry['env'] !== undefined) entry['envs'] = [...list(entry['envs']), entry['env']]
    delete entry['env']
    entry['literals'] = list(entry['literals']).toSorted()
    const own = (entry['options'] ?? {}) as Fields
    entry['options'] = {
      ...general,
      ...own,
      labels: { ...(general['labels'] as Fields), ...(own['labels'] as Fields) },
      annotations: { ...(general['annotations'] as Fields), ...(own['annotations'] as Fields) },
    }
  }
}

function list(value: unknown): unknown[] {
  return Array.isArray(value) ? (value as unknown[]) : []
}

/** Empty values are left out; only a number of replicas is written when it is nought. */
function dropEmpty(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(dropEmpty)
  if (typeof value !== 'object' || value === null) return value
  const kept = Object.entries(value)
    .map(([key, child]) => [key, dropEmpty(child)] as const)
    .filter(([key, child]) => key === 'count' || !isEmpty(child))
  return Object.fromEntries(kept)
}

function isEmpty(value: unknown): boolean {
  if (typeof value === 'object' && value !== null) return Object.keys(value).length === 0
  return value === undefined || value === null || value === '' || value === false || value === 0
}

function plain(value: unknown): unknown {
  if (value instanceof Map) return Object.fromEntries([...value].map(([key, child]) => [key, plain(child)]))
  if (Array.isArray(value)) return value.map(plain)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key]) => key !== 'node')
      .map(([key, child]) => [key, plain(child)]),
  )
}
