import { assertEditable } from './text/assert-editable.ts'
import { replaceScalar } from './text/replace-value.ts'
import { applyEdits } from './text/text-edit.ts'
import { isMap, isScalar, isSeq, parseText, scalarText } from './text/yaml-text.ts'

/** Gives a value something else to be, or `undefined` when it stays. */
export type Replace = (path: readonly (string | number)[], value: string) => string | undefined

/**
 * Replaces scalar values of a YAML text (not keys) by what `replace` says; quotes, comments and all other lines stay.
 * Throws `invalid-yaml`; `file` is for its message.
 *
 * @example
 * replaceValues('namespace: staging # ns\n', 'kustomization.yaml', ([key]) => key === 'namespace' ? 'live' : undefined)
 * // 'namespace: live # ns\n'
 */
export function replaceValues(text: string, file: string, replace: Replace): string {
  const yaml = parseText(text)
  assertEditable(yaml, file)
  const edits = valuesOf(yaml.document.contents, []).flatMap(({ path, node }) => {
    const value = scalarText(node, yaml.document)
    const replacement = value === undefined ? undefined : replace(path, value)
    return replacement === undefined || replacement === value ? [] : [replaceScalar(yaml, node, replacement)]
  })
  return applyEdits(text, edits)
}

interface Value {
  path: readonly (string | number)[]
  node: unknown
}

function valuesOf(node: unknown, path: Value['path']): Value[] {
  if (isMap(node)) {
    return node.items.flatMap((pair) => valuesOf(pair.value, [...path, keyOf(pair.key)]))
  }
  if (isSeq(node)) return node.items.flatMap((item, index) => valuesOf(item, [...path, index]))
  return isScalar(node) ? [{ path, node }] : []
}

function keyOf(key: unknown): string {
  return isScalar(key) ? String(key.value) : ''
}
