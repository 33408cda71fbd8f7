import type { YamlNode } from '../yaml/node.ts'
import type { DecodeContext, Decoder } from './decode-context.ts'
import { describe, isNull } from './decode.ts'
import { mergeSpellings } from './merge-spellings.ts'

/** The decoders of a struct's fields, by name. */
export type Fields = Readonly<Record<string, Decoder<unknown>>>

type Decoded<Shape extends Fields> = {
  -readonly [Name in keyof Shape]?: Exclude<ReturnType<Shape[Name]>, undefined>
}

/** A struct, with the node that it was read from for the places in messages. */
export type Struct<Shape extends Fields> = Decoded<Shape> & { readonly node: YamlNode }

/** A map with known fields. Their case does not matter, as in Kustomize; unknown ones are an error, never ignored. */
export function struct<Shape extends Fields>(shape: Shape): Decoder<Struct<Shape>> {
  const names = new Map(Object.keys(shape).map((name) => [name.toLowerCase(), name]))
  return (node, context) => {
    if (isNull(node)) return undefined
    if (node.kind !== 'map')
      return context.report('bad-field-value', `Wanted a map: found ${describe(node)}`, node)
    const values = new Map<string, YamlNode>()
    for (const [key, value] of lastEntries(node)) {
      const name = names.get(key.value.toLowerCase())
      if (name === undefined) {
        reportUnknown(key, names, context)
        continue
      }
      const earlier = values.get(name)
      // What the other spelling hides must be of the right type too.
      if (earlier !== undefined) shape[name]?.(earlier, context)
      values.set(name, mergeSpellings(earlier, value))
    }
    const result: Record<string, unknown> = { node }
    for (const [name, value] of values) {
      const decoded = shape[name]?.(value, context)
      if (decoded !== undefined) result[name] = decoded
    }
    return result as Struct<Shape>
  }
}

function reportUnknown(key: YamlNode, names: ReadonlyMap<string, string>, context: DecodeContext): void {
  if (context.leniency.unknownFields === true) return
  const wanted = [...names.values()].map((name) => `"${name}"`).join(', ')
  context.report('unknown-field', `There is no field "${key.value}" here: wanted ${wanted}`, key)
}

/** The entries of a map, of duplicate keys the last, in the order in which Go reads them. */
function lastEntries(node: YamlNode): [YamlNode, YamlNode][] {
  const entries = new Map<string, [YamlNode, YamlNode]>()
  for (let index = 0; index + 1 < node.content.length; index += 2) {
    const key = node.content[index] as YamlNode
    entries.set(key.value, [key, node.content[index + 1] as YamlNode])
  }
  return [...entries.values()].toSorted(([left], [right]) => (left.value < right.value ? -1 : 1))
}
