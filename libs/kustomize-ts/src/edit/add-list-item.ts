import { assertEditable } from './assert-editable.ts'
import { addItem } from './edit-seq.ts'
import type { Item } from './item.ts'
import { applyEdits } from './text-edit.ts'
import { parseText } from './yaml-text.ts'

/**
 * Adds an item at the end of the list below a top-level key of any YAML text, with the list itself where there is none.
 * Every line that is there stays. Throws `invalid-yaml`; `file` is for its message.
 */
export function addListItem(text: string, key: string, item: Item, file: string): string {
  const yaml = parseText(text)
  assertEditable(yaml, file)
  return applyEdits(text, [addItem(yaml, key, item)])
}
