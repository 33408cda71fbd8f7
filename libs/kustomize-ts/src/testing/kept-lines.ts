/** The comments of a text, each as it is from its number sign on, in their order. Only for texts without `#` in values. */
export function commentsOf(text: string): string[] {
  return text.split(/\r?\n/).flatMap((line) => /(?:^|\s)(#.*)$/.exec(line)?.[1] ?? [])
}

/** The parts of a text that belong to top-level fields, by key: the lines from one key to the next. */
export function fieldTexts(text: string): Map<string, string> {
  const parts = text.split(/^(?=[a-zA-Z]+:|\.\.\.)/m)
  return new Map(parts.map((part) => [/^[a-zA-Z]+(?=:)/.exec(part)?.[0] ?? '', part]))
}

/** Whether the elements of a list are in another list, in the same order. */
export function isSubsequence(part: readonly string[], whole: readonly string[]): boolean {
  let index = 0
  for (const element of whole) if (element === part[index]) index++
  return index === part.length
}
