import type { Tree } from './tree.ts'

/**
 * The smallest tree that still has what `isWanted` looks for: removes files, then fields (a line with all that is indented below
 * it), until nothing more can go.
 */
export async function shrinkTree(tree: Tree, isWanted: (tree: Tree) => Promise<boolean>): Promise<Tree> {
  let smallest = tree
  for (let isSmaller = true; isSmaller;) {
    isSmaller = false
    for (const candidate of smallerTrees(() => smallest)) {
      if (!(await isWanted(candidate))) continue
      smallest = candidate
      isSmaller = true
    }
  }
  return smallest
}

/** Ever smaller trees; `current` is asked anew for each, so that what was removed stays removed. */
function* smallerTrees(current: () => Tree): Generator<Tree> {
  for (const path of current().files.keys()) yield without(current(), path)
  for (const path of current().files.keys()) {
    const linesOf = () => textLines(current(), path)
    for (let index = 0; index < linesOf().length; index++) {
      for (;;) {
        const before = linesOf()
        const end = blockEnd(before, index)
        if (index >= before.length) break
        yield withLines(current(), path, before.toSpliced(index, end - index))
        if (linesOf().length === before.length && end - index > 1)
          yield withLines(current(), path, before.toSpliced(index, 1))
        if (linesOf().length === before.length) break
      }
    }
  }
}

function without({ files, target }: Tree, path: string): Tree {
  return { target, files: new Map([...files].filter(([other]) => other !== path)) }
}

function textLines({ files }: Tree, path: string): string[] {
  const content = files.get(path)
  return typeof content === 'string' ? content.split('\n') : []
}

function withLines({ files, target }: Tree, path: string, lines: readonly string[]): Tree {
  return { target, files: new Map([...files, [path, lines.join('\n')]]) }
}

/** Where the field or element that begins on a line ends. */
function blockEnd(lines: readonly string[], start: number): number {
  const depth = indentation(lines[start] ?? '')
  let end = start + 1
  while (end < lines.length && belongsTo(lines[end] as string, lines[start] as string, depth)) end++
  return end
}

function belongsTo(line: string, first: string, depth: number): boolean {
  const own = indentation(line)
  const isListOfField = own === depth && line[own] === '-' && first[depth] !== '-'
  return line !== '' && (own > depth || (isListOfField && !line.startsWith('---')))
}

function indentation(line: string): number {
  return line.length - line.trimStart().length
}
