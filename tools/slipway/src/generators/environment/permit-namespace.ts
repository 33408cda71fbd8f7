import { isMap, isSeq, parseDocument, stringify, type YAMLMap } from 'yaml'
import { appendLines, spanOf } from '../yaml/append-lines.ts'

/** The AppProject of a config repo: what Argo CD may do for it. */
export const projectPath = 'argocd/project.yaml'

/**
 * Adds a namespace to the destinations in the text of an AppProject, like the last one there. A text without such a list,
 * or one that has the namespace or all of them, stays as it is.
 */
export function permitNamespace(text: string, namespace: string): string {
  const destinations: unknown = parseDocument(text).getIn(['spec', 'destinations'], true)
  const items =
    isSeq(destinations) && !destinations.flow ? destinations.items.filter((item) => isMap(item)) : []
  const last = items.at(-1)
  if (!last || items.some((item) => isPermitted(item, namespace))) return text
  const item = { ...(last.toJSON() as object), namespace }
  return appendLines(text, spanOf(last), stringify([item]))
}

function isPermitted(item: YAMLMap, namespace: string): boolean {
  const permitted = item.get('namespace')
  return permitted === namespace || permitted === '*'
}
