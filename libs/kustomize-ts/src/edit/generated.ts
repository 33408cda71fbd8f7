import { fail } from '../kustomize-error.ts'
import type { Value, ValueMap } from '../yaml/value.ts'
import { deleteField, fieldOf, setField, setText, textOf, type Draft } from './draft.ts'

/** The two fields with entries that generate something. */
export type GeneratorField = 'configMapGenerator' | 'secretGenerator'

/** Which entry of a generator an edit means; no namespace is the same as `default`. */
export interface EntryName {
  readonly name: string
  readonly namespace?: string
}

/** Where the data of a generated resource comes from. */
export interface Sources {
  /** `path` or `key=path`; in a folder, paths without a key may be patterns. */
  readonly files?: readonly string[]
  /** `key=value`. */
  readonly literals?: readonly string[]
  readonly envFile?: string
  readonly disableNameSuffixHash?: boolean
}

/** The entries with a name, the first one first. */
export function findEntries(draft: Draft, field: GeneratorField, { name, namespace }: EntryName): ValueMap[] {
  return draft
    .maps(field)
    .filter(
      (entry) => textOf(entry, 'name') === name && isSameNamespace(textOf(entry, 'namespace'), namespace),
    )
}

/** Whether two namespaces are the same one: none is `default`. */
export function isSameNamespace(left: string = '', right: string = ''): boolean {
  return (left || 'default') === (right || 'default')
}

/** Refuses sources that do not go together. */
export function checkSources({ files = [], literals = [], envFile = '' }: Sources): void {
  const others = files.length + literals.length
  if (envFile === '' && others === 0) {
    throw fail('bad-argument', 'There must be an env file, files or literals: found none')
  }
  if (envFile !== '' && others > 0) {
    throw fail('bad-argument', 'An env file cannot come together with files or literals: found both')
  }
}

/** Adds sources to an entry. Its options are replaced when the hash is disabled, as Kustomize does. */
export function addSources(entry: ValueMap, sources: Sources): void {
  const { literals = [], files = [], envFile = '' } = sources
  appendTo(entry, 'literals', literals)
  appendTo(entry, 'files', files)
  if (envFile !== '') appendTo(entry, 'envs', [...takeOldEnv(entry), envFile])
  if (sources.disableNameSuffixHash === true)
    setField(entry, 'options', new Map([['disableNameSuffixHash', true]]))
}

/** The older field `env` comes behind `envs`, so it moves there before something is added. */
function takeOldEnv(entry: ValueMap): string[] {
  const env = textOf(entry, 'env')
  if (env === '') return []
  deleteField(entry, 'env')
  return [env]
}

function appendTo(entry: ValueMap, field: string, values: readonly string[]): void {
  const before = fieldOf(entry, field)
  if (values.length > 0) setField(entry, field, [...(Array.isArray(before) ? before : []), ...values])
}

/** Gives keys that literals of an entry have other values, and perhaps another namespace. */
export function updateEntry(draft: Draft, entry: ValueMap, change: EntryUpdate): void {
  const { literals = [], newNamespace = '' } = change
  if (literals.length > 0) setField(entry, 'literals', updateLiterals(draft, entry, literals))
  if (newNamespace !== '') setText(entry, 'namespace', newNamespace)
}

/** What `set configmap` and `set secret` change. */
export interface EntryUpdate {
  /** `key=value` for keys that are there. */
  readonly literals?: readonly string[]
  readonly newNamespace?: string
}

/** Refuses an update that changes nothing. */
export function checkUpdate({ literals = [], newNamespace = '' }: EntryUpdate): void {
  if (literals.length === 0 && newNamespace === '') {
    throw fail('bad-argument', 'There must be literals or a new namespace: found neither')
  }
}

function updateLiterals(draft: Draft, entry: ValueMap, literals: readonly string[]): Value[] {
  const before = fieldOf(entry, 'literals')
  const values = new Map(
    (Array.isArray(before) ? before : []).map((text) => parseLiteral(draft, String(text))),
  )
  for (const [key, value] of literals.map((text) => parseLiteral(draft, text))) {
    if (!values.has(key)) draft.refuse('not-there', `There is no key "${key}" in "${textOf(entry, 'name')}"`)
    values.set(key, value)
  }
  return [...values].map(([key, value]) => `${key}=${value}`)
}

/** Only literals with one equals sign can be set, here and in Kustomize. */
function parseLiteral(draft: Draft, text: string): [string, string] {
  const [key = '', value, ...rest] = text.split('=')
  if (value !== undefined && rest.length === 0) return [key, value]
  return draft.refuse('bad-argument', 'A literal must be "key=value" with one equals sign: found another')
}

/** Takes the entries with these names out; a note for each name that is not there, unless none is. */
export function removeEntries(
  draft: Draft,
  field: GeneratorField,
  names: readonly string[],
  namespace: string,
): void {
  const found = new Set<string>()
  draft.keep(field, (entry) => {
    const name = entry instanceof Map ? textOf(entry, 'name') : ''
    if (!(entry instanceof Map) || !names.includes(name)) return true
    if (!isSameNamespace(textOf(entry, 'namespace'), namespace)) return true
    found.add(name)
    return false
  })
  const list = names.map((name) => `"${name}"`).join(', ')
  if (found.size === 0) draft.refuse('not-there', `There is no ${list} in ${field}`)
  for (const name of names) if (!found.has(name)) draft.notes.push(`There is no "${name}" in ${field}`)
}
