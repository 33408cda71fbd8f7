import type { TextEdit } from './text-edit.ts'
import { nextLine, type YamlText } from './yaml-text.ts'

/** Inserts whole lines after the one in which `offset` lies. */
export function insertLines({ text, eol }: YamlText, offset: number, lines: readonly string[]): TextEdit {
  const at = nextLine(text, offset)
  const unfinished = at > 0 && text[at - 1] !== '\n'
  const content = unfinished ? lines.map((line) => eol + line) : lines.map((line) => line + eol)
  return { offset: at, length: 0, content: content.join('') }
}

/** Inserts whole lines where the document ends. */
export function appendLines(yaml: YamlText, lines: readonly string[]): TextEdit {
  return insertLines(yaml, yaml.end, lines)
}
