import { fail } from '../kustomize-error.ts'
import { clearField, getField } from '../yaml/fields.ts'
import { isMissingOrNull, type MaybeNode, type YamlNode } from '../yaml/node.ts'
import { setElement } from './list-elements.ts'

/** What a patch wants done with its target. */
export type Directive = 'replace' | 'delete' | 'merge'

const key = '$patch'

/**
 * Reads the `$patch` directive of a map, or of a list that has an element with nothing else in it, and removes it. Throws
 * `invalid-patch` for other values; `lenient` takes them as absent, as Kustomize does where there is nothing to merge into.
 */
export function readDirective(patch: MaybeNode, options: { lenient?: boolean } = {}): Directive {
  if (patch === undefined) return 'merge'
  if (patch.kind === 'list') return readListDirective(patch)
  if (patch.kind === 'scalar')
    throw fail('invalid-patch', 'Only maps and lists can have a patch strategy', patch)
  const value = getField(patch, key)
  if (value === undefined) return 'merge'
  const directive = parseDirective(value)
  if (directive !== undefined) {
    clearField(patch, key)
    return directive
  }
  if (options.lenient === true) return 'merge'
  throw unknownDirective(value)
}

function readListDirective(patch: YamlNode): Directive {
  const element = patch.content.find((candidate) => getField(candidate, key) !== undefined)
  const value = getField(element, key)
  if (element === undefined || value === undefined || element.content.length > 2) return 'merge'
  const directive = parseDirective(value)
  if (directive === undefined) throw unknownDirective(value)
  setElement(patch, { keys: [key], values: [directive] }, undefined)
  return directive
}

function parseDirective(value: YamlNode): Directive | undefined {
  if (isMissingOrNull(value)) return undefined
  return value.value === 'replace' || value.value === 'delete' || value.value === 'merge'
    ? value.value
    : undefined
}

function unknownDirective(value: YamlNode): Error {
  return fail(
    'invalid-patch',
    `A "$patch" must be "replace", "delete" or "merge": found "${value.value}"`,
    value,
  )
}
