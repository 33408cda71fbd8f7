/** What stands around a line of a YAML text as Kustomize writes it. */
interface CommentedLine {
  readonly before: readonly string[]
  readonly after: string
}

/**
 * Puts the comments of a YAML text into the text that it has become. Possible where the text has, but for its comments, the form
 * in which Kustomize writes it, each comment above a line or behind one, and where no line was added or removed; undefined
 * elsewhere, where go-yaml may move comments.
 */
export function keepComments(original: string, before: string, after: string): string | undefined {
  const lines = before.split('\n')
  const changed = after.split('\n')
  const comments = readComments(original.trimEnd().split('\n'), lines)
  if (comments === undefined || changed.length !== lines.length) return undefined
  return changed
    .flatMap((line, index) => {
      const { before: above, after: behind } = comments[index] as CommentedLine
      return [...above, line + behind]
    })
    .join('\n')
}

/** The comments of each line; undefined where one has no place that is certain. */
function readComments(
  original: readonly string[],
  lines: readonly string[],
): readonly CommentedLine[] | undefined {
  const result: CommentedLine[] = []
  let above: string[] = []
  for (const line of original) {
    const wanted = lines[result.length]
    if (wanted === undefined) return undefined
    if (isComment(line) && line !== wanted) {
      if (indentation(line) !== indentation(wanted)) return undefined
      above.push(line)
      continue
    }
    const after = commentBehind(line, wanted)
    if (after === undefined) return undefined
    result.push({ before: above, after })
    above = []
  }
  return above.length === 0 && result.length === lines.length ? result : undefined
}

function isComment(line: string): boolean {
  return line.trimStart().startsWith('#')
}

function indentation(line: string): number {
  return line.length - line.trimStart().length
}

/** The comment behind a line, with a space before it; undefined where the line is another one. */
function commentBehind(line: string, wanted: string): string | undefined {
  if (line === wanted) return ''
  const rest = line.slice(wanted.length)
  const comment = rest.trimStart()
  const isBehind = line.startsWith(wanted) && rest.startsWith(' ') && comment.startsWith('#')
  return isBehind && !/[|>][-+0-9]*$/.test(wanted) ? ` ${comment}` : undefined
}
