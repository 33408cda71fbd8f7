import type { Value, ValueMap } from '../../yaml/value.ts'
import { fieldOf, textOf, type Draft } from '../draft.ts'
import type { NamedFile } from './named-file.ts'
import { findUses, type Use } from './find-uses.ts'
import { splitVersion } from './split-version.ts'

/**
 * Makes a replacement of each variable: its targets are the fields that use it in the files, where a placeholder takes its
 * place. Replacements that are there stay, while Kustomize drops them.
 */
export function convertVariables(draft: Draft, files: ReadonlyMap<string, NamedFile>): void {
  const variables = draft.maps('vars')
  draft.delete('vars')
  const texts = new Map([...files].map(([path, { text }]) => [path, text]))
  for (const variable of variables) {
    const name = textOf(variable, 'name')
    const uses = [...texts].flatMap(([path, text]) => {
      const patch = files.get(path)?.patch
      return findUses(draft, { path, text, name, ...(patch === undefined ? {} : { patch }) })
    })
    draft.append('replacements', makeReplacement(variable, uses))
    for (const [path, text] of texts) texts.set(path, text.replaceAll(`$(${name})`, `${name}_PLACEHOLDER`))
  }
  for (const [path, text] of texts) if (text !== files.get(path)?.text) draft.files.set(path, text)
}

function makeReplacement(variable: ValueMap, uses: readonly Use[]): ValueMap {
  const replacement: ValueMap = new Map([['source', makeSource(variable)]])
  if (uses.length > 0) replacement.set('targets', uses.map(makeTarget))
  return replacement
}

function makeSource(variable: ValueMap): ValueMap {
  const object = mapOf(variable, 'objref')
  const { group, version } = splitVersion(textOf(object, 'apiVersion'))
  return filled([
    ['group', group],
    ['version', version],
    ['kind', textOf(object, 'kind')],
    ['name', textOf(object, 'name')],
    ['namespace', textOf(object, 'namespace')],
    ['fieldPath', textOf(mapOf(variable, 'fieldref'), 'fieldPath')],
  ])
}

function makeTarget({ select, fieldPath, delimiter, index }: Use): ValueMap {
  const target = new Map<string, Value>([
    ['select', filled(select)],
    ['fieldPaths', [fieldPath]],
  ])
  if (delimiter === '') return target
  return target.set(
    'options',
    new Map<string, Value>([['delimiter', delimiter], ...(index === 0 ? [] : [['index', index] as const])]),
  )
}

function mapOf(map: ValueMap, name: string): ValueMap {
  const value = fieldOf(map, name)
  return value instanceof Map ? value : new Map()
}

/** The pairs that are not empty. */
function filled(pairs: readonly (readonly [string, string])[]): ValueMap {
  return new Map(pairs.filter(([, value]) => value !== ''))
}
