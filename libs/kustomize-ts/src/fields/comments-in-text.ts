/** What stands around a line of a YAML text as Kustomize writes it. */
interface CommentedLine {
  readonly before: readonly string[]
  readonly after: string
}

interface Comments {
  readonly lines: readonly CommentedLine[]
  readonly atEnd: readonly string[]
}

/**
 * Puts the comments of a YAML text into the text that it has become. Possible where the text has, but for comments, empty lines and
 * indentation, the form in which Kustomize writes it, and where no line was added or removed; undefined elsewhere, where go-yaml
 * may move comments.
 */
export function keepComments(original: string, before: string, after: string): string | undefined {
  const lines = before.split('\n')
  const changed = after.split('\n')
  const comments = readComments(original.trimEnd().split('\n'), lines, changed)
  if (comments === undefined || changed.length !== lines.length) return undefined
  const kept = changed.flatMap((line, index) => {
    const { before: above, after: behind } = comments.lines[index] as CommentedLine
    return [...above, line + behind]
  })
  return [...kept, ...comments.atEnd].join('\n')
}

/** The comments of each line; undefined where one has no place that is certain. */
function readComments(
  original: readonly string[],
  lines: readonly string[],
  changed: readonly string[],
): Comments | undefined {
  const result: CommentedLine[] = []
  let gap: string[] = []
  let previous: string | undefined
  for (const line of original) {
    const wanted = lines[result.length]
    if (isGap(line) && line.trim() !== wanted?.trim()) {
      gap.push(line.trimEnd())
      continue
    }
    const after = wanted === undefined ? undefined : commentBehind(line.trimStart(), wanted.trimStart())
    if (wanted === undefined || after === undefined) return undefined
    // What takes the place of a list or a map takes the comment behind it along.
    if (after !== '' && wanted !== changed[result.length] && /[\]}]$/.test(wanted)) return undefined
    const before = commentsBetween(gap, { previous, next: line, wanted })
    if (before === undefined) return undefined
    result.push({ before, after })
    gap = []
    previous = line
  }
  const isAtEnd =
    result.length === lines.length &&
    (gap.length === 0 || !lines.at(-1)?.endsWith(':')) &&
    gap.every((line) => indentation(line) === 0)
  return isAtEnd ? { lines: result, atEnd: singleBlanks(gap) } : undefined
}

interface Neighbours {
  readonly previous: string | undefined
  readonly next: string
  /** The next line as Kustomize writes it. */
  readonly wanted: string
}

/**
 * The comments between two lines. An empty line counts only on top, and where it sets off a comment that belongs to the line
 * above; go-yaml tells that apart in more cases than these.
 */
function commentsBetween(
  gap: readonly string[],
  { previous, next, wanted }: Neighbours,
): readonly string[] | undefined {
  const indent = indentation(next)
  if (!gap.some(isComment)) return []
  if (gap.some((line) => isComment(line) && indentation(line) !== indent)) return undefined
  if (previous === undefined) return singleBlanks(gap[0] === '' ? gap.slice(gap.findIndex(isComment)) : gap)
  const comments = gap.slice(gap.findIndex(isComment), gap.findLastIndex(isComment) + 1)
  if (comments.includes('')) return undefined
  if (gap.at(-1) === '' && gap[0] !== '') {
    return indent === 0 && /^[^\s-][^#{}[\]]*[^:]$/.test(previous) ? [...comments, ''] : undefined
  }
  return comments.map((comment) => ' '.repeat(indentation(wanted)) + comment.trimStart())
}

/** Several empty lines become one. */
function singleBlanks(lines: readonly string[]): readonly string[] {
  return lines.filter((line, index) => line !== '' || lines[index - 1] !== '')
}

function isGap(line: string): boolean {
  return line.trim() === '' || isComment(line)
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
