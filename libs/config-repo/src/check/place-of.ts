/** Line and column, from 1, of the first place where a text has a word; the beginning when it has none. */
export function placeOf(text: string, word: string): { line: number; column: number } {
  const at = Math.max(0, text.indexOf(word))
  const lines = text.slice(0, at).split('\n')
  return { line: lines.length, column: (lines.at(-1)?.length ?? 0) + 1 }
}
