import type { ImageEntry } from './image-entry.ts'
import { findPair, isMap, isSeq, scalarText } from './yaml-text.ts'
import type { YamlText, YAMLMap } from './yaml-text.ts'

/** The fields of an entry, in the order in which a new one is written. */
export const imageFields = ['name', 'newName', 'newTag', 'digest'] as const

/** An entry and the node it was read from. */
export interface FoundImage {
  entry: ImageEntry
  node: YAMLMap
}

/** Every entry of `images` that is a mapping with a name. */
export function findImages({ document }: YamlText): FoundImage[] {
  const list = isMap(document.contents) ? findPair(document.contents, 'images')?.value : undefined
  return isSeq(list) ? list.items.filter(isMap).flatMap((node) => readEntry(node, document)) : []
}

function readEntry(node: YAMLMap, document: YamlText['document']): FoundImage[] {
  const fields = imageFields.flatMap((field) => {
    const value = scalarText(findPair(node, field)?.value, document)
    return value === undefined ? [] : [[field, value] as const]
  })
  const { name, ...rest } = Object.fromEntries(fields) as Partial<ImageEntry>
  return name === undefined ? [] : [{ entry: { name, ...rest }, node }]
}
