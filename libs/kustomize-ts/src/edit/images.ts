import type { ImageEntry } from './image-entry.ts'
import { findPair, isMap, isSeq, scalarText } from './text/yaml-text.ts'
import type { YamlText, YAMLMap } from './text/yaml-text.ts'

/** The fields of an entry, in the order in which a new one is written. */
export const imageFields = ['name', 'newName', 'newTag', 'digest'] as const

/** An entry and the node it was read from. */
export interface FoundImage {
  entry: ImageEntry
  node: YAMLMap
  /** Its place in the list. */
  index: number
}

/** Every entry of `images` that is a mapping with a name. */
export function findImages({ document }: YamlText): FoundImage[] {
  const list = isMap(document.contents) ? findPair(document.contents, 'images')?.value : undefined
  if (!isSeq(list)) return []
  return list.items.flatMap((node, index) => (isMap(node) ? readEntry(node, index, document) : []))
}

function readEntry(node: YAMLMap, index: number, document: YamlText['document']): FoundImage[] {
  const fields = imageFields.flatMap((field) => {
    const value = scalarText(findPair(node, field)?.value, document)
    return value === undefined ? [] : [[field, value] as const]
  })
  const { name, ...rest } = Object.fromEntries(fields) as Partial<ImageEntry>
  return name === undefined ? [] : [{ entry: { name, ...rest }, node, index }]
}
