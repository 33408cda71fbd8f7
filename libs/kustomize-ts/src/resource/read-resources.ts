import { fail } from '../kustomize-error.ts'
import { getField, getText } from '../yaml/fields.ts'
import { isMissingOrNull, isNilOrEmpty, Tag, YamlNode } from '../yaml/node.ts'
import { jsonNumberText } from '../yaml/number-text.ts'
import { readDocuments, type DocumentOptions } from '../yaml/read-documents.ts'
import { resolvePlain } from '../yaml/resolve.ts'
import { compareBytes } from '../yaml/compare-bytes.ts'
import { toValue, type Value } from '../yaml/value.ts'
import { Resource } from './resource.ts'

/**
 * The resources in a YAML text. Empty documents do not count; every other one needs a kind and, but for lists, a name. Lists
 * are opened, their items coming last. Throws `invalid-yaml` or `invalid-resource`.
 */
export function readResources(text: string, file = ''): Resource[] {
  const nodes = readResourceNodes(text)
  return nodes.map((node, document) => {
    const resource = new Resource(node)
    if (file !== '') resource.source = { file, document, line: node.line }
    return resource
  })
}

/** The nodes of the resources in a YAML text, for callers that keep them to copy. */
export function readResourceNodes(text: string, options?: DocumentOptions): YamlNode[] {
  return openLists(keepValid(readDocuments(text, options)))
}

function keepValid(nodes: readonly YamlNode[]): YamlNode[] {
  const kept = nodes.filter((node) => !isNilOrEmpty(node))
  for (const node of kept) requireIdentity(node)
  return kept
}

/** Throws `invalid-resource` where the kind or the name is missing. */
export function requireIdentity(node: YamlNode): void {
  const kind = getField(node, 'kind')
  const kindText = kind === undefined || isMissingOrNull(kind) ? '' : kind.value
  if (kindText === '') throw fail('invalid-resource', 'A resource must have a "kind"', node)
  if (kindText.endsWith('List')) return
  const metadata = getField(node, 'metadata')
  const name = isNilOrEmpty(metadata) ? undefined : getField(metadata, 'name')
  if (name === undefined || isNilOrEmpty(name) || name.value === '') {
    throw fail(
      'invalid-resource',
      `A resource must have a name: found a ${kindText} without "metadata.name"`,
      node,
    )
  }
}

function openLists(nodes: readonly YamlNode[]): YamlNode[] {
  const queue = [...nodes]
  const result: YamlNode[] = []
  for (let node = queue.shift(); node !== undefined; node = queue.shift()) {
    if (!getText(node, 'kind').endsWith('List')) {
      result.push(node)
      continue
    }
    const items = listItems(node)
    if (items === undefined) result.push(node)
    else queue.push(...items)
  }
  return result
}

/** The items of a list; undefined when it has no such field. Kustomize passes them through JSON. */
function listItems(node: YamlNode): YamlNode[] | undefined {
  const data = toValue(node)
  const items = data instanceof Map ? data.get('items') : undefined
  if (items === undefined) return undefined
  if (items === null) return []
  if (!Array.isArray(items))
    throw fail('invalid-resource', 'The items of a list must be a list', getField(node, 'items'))
  return items.flatMap((item) => (item === null ? [] : keepValid([fromJson(item)])))
}

function fromJson(value: Value): YamlNode {
  if (value === null) return new YamlNode('scalar', Tag.null, 'null')
  if (typeof value === 'boolean') return new YamlNode('scalar', Tag.bool, String(value))
  if (typeof value === 'string') return new YamlNode('scalar', Tag.string, value, 'double')
  if (Array.isArray(value)) return new YamlNode('list', Tag.list, '', 'plain', value.map(fromJson))
  if (value instanceof Map) return mapFromJson(value)
  const text = jsonNumberText(value)
  return new YamlNode('scalar', resolvePlain(text).tag, text)
}

function mapFromJson(map: ReadonlyMap<string, Value>): YamlNode {
  const content: YamlNode[] = []
  for (const key of [...map.keys()].toSorted(compareBytes)) {
    content.push(new YamlNode('scalar', Tag.string, key, 'double'), fromJson(map.get(key) ?? null))
  }
  return new YamlNode('map', Tag.map, '', 'plain', content)
}
