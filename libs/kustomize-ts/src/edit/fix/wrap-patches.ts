import type { TextEdit } from '../text/text-edit.ts'
import { endOf, isBlock, isMap, isScalar, isSeq, startOf, type YamlText } from '../text/yaml-text.ts'
import { findField } from './move-list.ts'

/** Makes the items of `patchesStrategicMerge` what those of `patches` are: a path, or a text, below a key. */
export function wrapPatches(yaml: YamlText, isPath: (patch: string) => boolean): TextEdit[] {
  const root = yaml.document.contents
  const list = isMap(root) ? findField(root, 'patchesStrategicMerge')?.value : undefined
  if (!isSeq(list)) return []
  const isFlow = !isBlock(list)
  return list.items.flatMap((item): TextEdit[] => {
    if (!isScalar(item)) return []
    const key = isPath(String(item.value)) ? 'path' : 'patch'
    const [start, end] = [startOf(item), endOf(item)]
    if (!isFlow) return [insert(start, `${key}: `), ...indentRest(yaml, start, end)]
    return [insert(start, `{${key}: `), insert(end, '}')]
  })
}

function insert(offset: number, content: string): TextEdit {
  return { offset, length: 0, content }
}

/** The other lines of a text move to the right, since a key stands before it now. */
function indentRest({ text }: YamlText, start: number, end: number): TextEdit[] {
  const lines = text.slice(start, end).matchAll(/\n(?=[^\r\n])/g)
  return [...lines].map(({ index }) => insert(start + index + 1, '  '))
}
