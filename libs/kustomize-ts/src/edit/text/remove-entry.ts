import { beginsLine, lineStart, type Collection } from './collection.ts'
import type { TextEdit } from './text-edit.ts'
import { isBlock, nextLine, type YamlText } from './yaml-text.ts'

/** Takes one entry out of a collection that has others. Its lines go, with the comments in them; those around it stay. */
export function removeEntry(yaml: YamlText, collection: Collection, index: number): TextEdit[] {
  const entry = collection.entries[index]
  if (entry === undefined) return []
  const { text } = yaml
  const next = collection.entries[index + 1]
  if (isBlock(collection.node)) {
    if (beginsLine(text, entry.start))
      return [remove(lineStart(text, entry.start), nextLine(text, entry.end))]
    return [remove(entry.start, next?.start ?? entry.end)]
  }
  return removeFlow(text, collection, index)
}

function removeFlow(text: string, { entries }: Collection, index: number): TextEdit[] {
  const [previous, entry, next] = [entries[index - 1], entries[index], entries[index + 1]]
  if (entry === undefined) return []
  const rest = /^[ \t]*(,?)[ \t]*(?:#[^\r\n]*)?(?=\r?\n)/.exec(text.slice(entry.end))
  if (rest === null || !beginsLine(text, entry.start)) {
    if (next !== undefined) return [remove(entry.start, next.start)]
    return [remove(previous?.end ?? entry.start, entry.end)]
  }
  const line = remove(lineStart(text, entry.start), nextLine(text, entry.end))
  // JSON has no comma behind the last one.
  if (rest[1] === ',' || next !== undefined || previous === undefined) return [line]
  const comma = text.indexOf(',', previous.end)
  return [remove(comma, comma + 1), line]
}

function remove(start: number, end: number): TextEdit {
  return { offset: start, length: end - start, content: '' }
}
