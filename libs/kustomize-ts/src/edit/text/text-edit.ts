/** Replaces `length` UTF-16 units of a text, from `offset`, by `content`. */
export interface TextEdit {
  offset: number
  length: number
  content: string
}

/** The text after all edits, whose offsets are those of the text as it was; they must not overlap. */
export function applyEdits(text: string, edits: readonly TextEdit[]): string {
  return edits
    .toSorted((a, b) => b.offset - a.offset)
    .reduce(
      (result, { offset, length, content }) =>
        result.slice(0, offset) + content + result.slice(offset + length),
      text,
    )
}
