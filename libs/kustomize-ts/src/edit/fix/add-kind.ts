import { collectionOf, columnOf, lineStart } from '../text/collection.ts'
import type { TextEdit } from '../text/text-edit.ts'
import { isBlock, isMap, type YamlText } from '../text/yaml-text.ts'
import { findField } from './move-list.ts'

/** Adds `apiVersion` and `kind` where they are missing: above the first field and the comment that stands on it. */
export function addKind(yaml: YamlText, fields: ReadonlyMap<string, string>): TextEdit[] {
  const root = yaml.document.contents
  if (!isMap(root) || !isBlock(root) || root.items.length === 0) return []
  const missing = [...fields].filter(([name]) => findField(root, name) === undefined)
  if (missing.length === 0) return []
  const collection = collectionOf(yaml, root)
  const margin = ' '.repeat(columnOf(yaml, collection))
  const lines = missing.map(([name, value]) => `${margin}${name}: ${value}${yaml.eol}`)
  return [
    {
      offset: aboveComment(yaml.text, collection.entries[0]?.start ?? 0),
      length: 0,
      content: lines.join(''),
    },
  ]
}

function aboveComment(text: string, offset: number): number {
  const start = lineStart(text, offset)
  const above = text.slice(0, start).split(/(?<=\n)/)
  const comments = above.length - 1 - above.findLastIndex((line) => !line.trim().startsWith('#'))
  return start - above.slice(above.length - comments).join('').length
}
