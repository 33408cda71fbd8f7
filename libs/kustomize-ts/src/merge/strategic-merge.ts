import { fail } from '../kustomize-error.ts'
import {
  elementRule,
  fieldRule,
  kindRule,
  mergesElements,
  type FieldRule,
  type Schema,
} from '../schema/schema.ts'
import { fieldNames, getField, getText, keyStyle, setField } from '../yaml/fields.ts'
import { isMissingOrNull, scalarNode, Tag, YamlNode, type MaybeNode, type NodeKind } from '../yaml/node.ts'
import { readDirective } from './directive.ts'
import { mergeList } from './merge-list.ts'

/** What a merge needs to know at each step. */
export interface MergeStep {
  readonly schema: Schema
  readonly rule: FieldRule | undefined
}

/**
 * Merges a strategic merge patch into a node, in place, and returns what the node became: itself, the patch, or undefined when
 * the patch deletes it. Lists merge by the API's merge keys where the kind is known and are replaced where it is not; new
 * elements come first. `$patch` says replace, delete or merge; null deletes. The patch is used up.
 */
export function mergeNodes(target: MaybeNode, patch: MaybeNode, step: MergeStep): MaybeNode {
  takeStyle(target, patch)
  const rule = step.rule ?? ruleFromMeta(target, step.schema) ?? ruleFromMeta(patch, step.schema)
  const known = { schema: step.schema, rule }
  switch (mergedKind(target, patch)) {
    case 'list':
      return mergesElements(rule) ? mergeAssociative(target, patch, known) : (patch ?? target)
    case 'scalar':
      return patch ?? target
    default:
      return mergeMaps(target, patch, known)
  }
}

/** A map or list without content is written as the patch is, in braces or not; that can decide the type of what comes in. */
function takeStyle(target: MaybeNode, patch: MaybeNode): void {
  if (target === undefined || patch === undefined) return
  if (target.kind !== 'scalar' && target.content.length === 0) target.isFlow = patch.isFlow
}

/** The kind that both sides have, where null fits anything; a difference is an error. */
function mergedKind(target: MaybeNode, patch: MaybeNode): NodeKind | undefined {
  const first = isMissingOrNull(target) ? patch : target
  if (isMissingOrNull(first)) return undefined
  if (!isMissingOrNull(patch) && patch.kind !== first.kind) {
    throw fail('invalid-patch', `Cannot merge a ${patch.kind} into a ${first.kind}`, patch)
  }
  return first.kind
}

/** Where the way led to no rule, an object that names its kind begins anew. */
function ruleFromMeta(node: MaybeNode, schema: Schema): FieldRule | undefined {
  if (isMissingOrNull(node) || node.kind !== 'map') return undefined
  const kind = getText(node, 'kind')
  const apiVersion = getText(node, 'apiVersion')
  return kind === '' || apiVersion === '' ? undefined : kindRule(schema, apiVersion, kind)
}

function mergeMaps(target: MaybeNode, patch: MaybeNode, step: MergeStep): MaybeNode {
  const merged = chooseMap(target, patch)
  if (merged === undefined) return undefined
  for (const key of sortedNames(merged, patch)) {
    // Kustomize takes a field without a name for the map itself, so it merges no map that has one.
    if (key === '') throw fail('wrong-type', 'Cannot merge a map that has an empty key', merged)
    const rule = fieldRule(step.schema, step.rule, key)
    const added = getField(patch, key)
    const value = mergeNodes(getField(merged, key), added, { schema: step.schema, rule })
    if (hasNullKey(merged, key)) {
      // Kustomize does not find such a key again, so it is there twice in the end: refused, unless something removes the map.
      if (!isMissingOrNull(value)) merged.content.push(scalarNode(key), value)
      continue
    }
    const style = added === undefined || value !== added ? 'plain' : keyStyle(patch as YamlNode, key)
    setField(merged, key, value, style)
  }
  return merged
}

function hasNullKey(map: YamlNode, name: string): boolean {
  if (map.kind !== 'map') return false
  return map.content.some((key, index) => index % 2 === 0 && key.value === name && key.tag === Tag.null)
}

/** Which side goes on: the target, or the patch where there is no target or the patch replaces it. */
function chooseMap(target: MaybeNode, patch: MaybeNode): MaybeNode {
  if (isMissingOrNull(target)) {
    if (patch?.kind === 'map' && readDirective(patch, { lenient: true }) === 'delete') return undefined
    return patch ?? keptNull(target)
  }
  if (patch?.tag === Tag.null) return undefined
  switch (readDirective(patch)) {
    case 'delete':
      return undefined
    case 'replace':
      return patch
    default:
      return target
  }
}

/** A null that the file spells out survives a merge; one that is only an absent value does not. */
function keptNull(node: MaybeNode): MaybeNode {
  if (node === undefined || node.value === '') return undefined
  const kept = new YamlNode('scalar', Tag.null, node.value)
  kept.isKept = true
  return kept
}

function sortedNames(merged: YamlNode, patch: MaybeNode): string[] {
  const names = new Set<string>()
  for (const node of [merged, patch]) {
    if (node?.kind !== 'map') continue
    for (const name of fieldNames(node)) names.add(name)
  }
  return [...names].toSorted()
}

function mergeAssociative(target: MaybeNode, patch: MaybeNode, step: MergeStep): MaybeNode {
  if (isMissingOrNull(target)) return mergeElements(patch, patch, step)
  if (patch?.tag === Tag.null) return undefined
  switch (readDirective(patch)) {
    case 'delete':
      return undefined
    case 'replace':
      return mergeElements(patch, patch, step)
    default:
      return mergeElements(target, patch, step)
  }
}

function mergeElements(target: MaybeNode, patch: MaybeNode, step: MergeStep): MaybeNode {
  if (target === undefined) return undefined
  const element = { schema: step.schema, rule: elementRule(step.rule) }
  return mergeList(target, patch, {
    rule: step.rule as FieldRule,
    mergeElement: (into, from) => mergeNodes(into, from, element),
  })
}
