/** The names that somebody who wrote `word` may have meant: those that it begins, and those two changes of a letter away. */
export function suggest(word: string, names: Iterable<string>): string[] {
  return [...names].filter((name) => name.startsWith(word) || distance(word, name) <= 2)
}

/** How many letters to add, to remove or to change (Levenshtein). */
function distance(left: string, right: string): number {
  let row = Array.from({ length: right.length + 1 }, (_, index) => index)
  for (const [index, letter] of [...left].entries()) {
    const next = [index + 1]
    for (const [column, other] of [...right].entries()) {
      const change = (row[column] as number) + (letter === other ? 0 : 1)
      next.push(Math.min(change, (row[column + 1] as number) + 1, (next[column] as number) + 1))
    }
    row = next
  }
  return row.at(-1) as number
}
