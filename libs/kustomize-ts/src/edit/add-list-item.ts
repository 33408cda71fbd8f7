import type { Item } from './item.ts'
import { assertEditable } from './text/assert-editable.ts'
import { readRoot } from './text/read-value.ts'
import { rewriteText } from './text/rewrite-text.ts'
import { parseText } from './text/yaml-text.ts'

/**
 * Adds an item at the end of the list below a top-level key of any YAML text, with the list itself where there is none.
 * Every line that is there stays. Throws `invalid-yaml`; `file` is for its message.
 */
export function addListItem(text: string, key: string, item: Item, file: string): string {
  const yaml = parseText(text)
  assertEditable(yaml, file)
  const data = readRoot(yaml)
  const list = data.get(key)
  data.set(key, [...(Array.isArray(list) ? list : []), new Map(Object.entries(item))])
  return rewriteText(yaml, data, file)
}
