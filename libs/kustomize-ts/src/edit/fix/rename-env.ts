import type { TextEdit } from '../text/text-edit.ts'
import {
  isMap,
  isScalar,
  isSeq,
  startOf,
  valueRange,
  type YamlText,
  type YAMLMap,
} from '../text/yaml-text.ts'
import { writeFlow } from '../text/write-value.ts'
import { findField, renameKey } from './move-list.ts'

/** Makes `env` of generators the list `envs`, on the same line, where there is none. */
export function renameEnv(yaml: YamlText): TextEdit[] {
  const root = yaml.document.contents
  if (!isMap(root)) return []
  return ['configMapGenerator', 'secretGenerator'].flatMap((field) => {
    const list = findField(root, field)?.value
    return isSeq(list) ? list.items.filter(isMap).flatMap((entry) => renameIn(yaml, entry)) : []
  })
}

function renameIn({ text }: YamlText, entry: YAMLMap): TextEdit[] {
  const pair = findField(entry, 'env')
  if (pair === undefined || findField(entry, 'envs') !== undefined || !isScalar(pair.value)) return []
  const { value } = pair.value
  const { offset, end } = valueRange(text, pair)
  if (typeof value !== 'string' || value === '' || text.slice(startOf(pair.value), end).includes('\n'))
    return []
  return [renameKey(pair, 'envs'), { offset, length: end - offset, content: writeFlow([value], false) }]
}
