import { fail } from '../kustomize-error.ts'
import { clearField, fieldNames, forEachField, getField } from './fields.ts'
import { copyNode, Tag, YamlNode, type MaybeNode } from './node.ts'

/** Copies that aliases may make in one document before it counts as an attack. */
export const maximumAliasCopies = 100_000

/**
 * Replaces aliases by copies of what they refer to and merge keys (`<<`) by the entries that they bring, in place. Throws
 * `alias-limit` when the copies would get too many and `invalid-yaml` for a merge of anything but maps.
 */
export function resolveAnchors(node: YamlNode): YamlNode {
  return new AnchorResolver().resolve(node)
}

class AnchorResolver {
  #copies = 0
  readonly #open = new Set<YamlNode>()

  resolve(node: YamlNode): YamlNode {
    if (node.kind === 'scalar') return node
    if (node.kind === 'alias') return this.#copyOf(node)
    if (this.#open.has(node)) throw fail('invalid-yaml', 'An anchor contains an alias of itself', node)
    this.#open.add(node)
    if (node.kind === 'map') this.#mergeKeys(node)
    for (const [index, child] of node.content.entries()) node.content[index] = this.resolve(child)
    this.#open.delete(node)
    return node
  }

  #copyOf(alias: YamlNode): YamlNode {
    const target = this.resolve(alias.alias as YamlNode)
    this.#count(target, alias)
    return copyNode(target)
  }

  #count(node: YamlNode, alias: YamlNode): void {
    this.#copies++
    if (this.#copies > maximumAliasCopies) {
      throw fail(
        'alias-limit',
        `The aliases of a document may stand for ${maximumAliasCopies} nodes: found more`,
        alias,
      )
    }
    for (const child of node.content) this.#count(child, alias)
  }

  #mergeKeys(node: YamlNode): void {
    const merged = mergeValue(node)
    if (merged === undefined) return
    const sources = mapsToMerge(merged)
    clearField(node, '<<')
    const own = copyNode(node)
    const places = firstPlaces(node)
    for (const source of [...sources, own]) this.#mergeInto(node, source, places)
    this.#mergeNested(node)
  }

  /**
   * A merge key in a map that was merged: Kustomize leaves it, and its writer reads it again and merges then, where only what is
   * absent is added and the first map of a list wins.
   */
  #mergeNested(node: YamlNode): void {
    for (let merged = mergeValue(node); merged !== undefined; merged = mergeValue(node)) {
      clearField(node, '<<')
      const present = new Set(fieldNames(node))
      for (const source of mapsToMerge(merged).toReversed()) this.#addMissing(node, source, present)
    }
  }

  #addMissing(node: YamlNode, source: YamlNode, present: Set<string>): void {
    const copy = copyNode(source)
    this.#count(copy, source)
    forEachField(copy, (key, value) => {
      if (present.has(key.value)) return
      present.add(key.value)
      // Written in braces, nothing would become an empty text.
      if (source.isFlow && value.tag === Tag.null && value.value === '') value.tag = Tag.string
      node.content.push(key, value)
    })
  }

  /** Of equal keys the first one counts, here and there. */
  #mergeInto(node: YamlNode, source: YamlNode, places: Map<string, number>): void {
    const copy = copyNode(source)
    this.#count(copy, source)
    const seen = new Set<string>()
    forEachField(copy, (key, value) => {
      if (seen.has(key.value)) return
      seen.add(key.value)
      const place = places.get(key.value)
      if (place === undefined) places.set(key.value, node.content.push(key, value) - 2)
      else node.content.splice(place, 2, key, value)
    })
  }
}

/** Where each key of a map stands first. */
function firstPlaces({ content }: YamlNode): Map<string, number> {
  const places = new Map<string, number>()
  for (let index = 0; index < content.length; index += 2) {
    const key = (content[index] as YamlNode).value
    if (!places.has(key)) places.set(key, index)
  }
  return places
}

function mergeValue(node: YamlNode): MaybeNode {
  let result: MaybeNode
  forEachField(node, (key, value) => {
    if (key.tag !== Tag.merge) return
    if (result !== undefined) throw fail('invalid-yaml', 'A map may have one merge key: found two', key)
    result = value
  })
  return result ?? (getField(node, '<<')?.tag === Tag.merge ? getField(node, '<<') : undefined)
}

/** The maps that a merge key names, the ones that win last. */
function mapsToMerge(node: YamlNode): YamlNode[] {
  if (node.kind === 'map') return [node]
  if (node.kind === 'alias') {
    if (node.alias?.kind !== 'map')
      throw fail('invalid-yaml', 'A merge key needs a map: found an alias of something else', node)
    return [node.alias]
  }
  if (node.kind !== 'list') throw fail('invalid-yaml', 'A merge key needs a map or a list of maps', node)
  const maps = node.content.map((element) => {
    if (element.kind === 'list')
      throw fail('invalid-yaml', 'A merge key needs a list of maps: found a list in it', element)
    return mapsToMerge(element)
  })
  return maps.toReversed().flat()
}
