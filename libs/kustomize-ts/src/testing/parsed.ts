import { KustomizeError } from '../kustomize-error.ts'
import type { YamlNode } from '../yaml/node.ts'
import { parseFirst, type ParseOptions } from '../yaml/parse.ts'

/** A node as arrays and strings: a string is its text, every other scalar `tag text`, a map `{key: value}` with equal keys kept. */
export type Outline = string | Outline[] | { map: [Outline, Outline][] } | undefined

/** What the parser reads in a text. */
export function outline(text: string, options: ParseOptions = {}): Outline {
  const { root } = parseFirst(text, options)
  return root === undefined ? undefined : outlineOf(root)
}

function outlineOf(node: YamlNode): Outline {
  if (node.kind === 'alias') return `*${node.value}`
  if (node.kind === 'list') return node.content.map(outlineOf)
  if (node.kind === 'scalar') {
    return node.tag === '!!str' && !node.tagged ? node.value : `${node.tag} ${node.value}`.trimEnd()
  }
  const map: [Outline, Outline][] = []
  for (let index = 0; index < node.content.length; index += 2) {
    map.push([outlineOf(node.content[index] as YamlNode), outlineOf(node.content[index + 1] as YamlNode)])
  }
  return { map }
}

/** `code line:column` of what the parser refuses in a text; undefined when it takes it. */
export function refusal(text: string, options: ParseOptions = {}): string | undefined {
  try {
    parseFirst(text, options)
    return undefined
  } catch (error) {
    if (!(error instanceof KustomizeError)) throw error
    const [problem] = error.problems
    return problem === undefined ? '' : `${problem.code} ${problem.line}:${problem.column}`
  }
}
