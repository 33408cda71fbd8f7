import { fail } from '../kustomize-error.ts'
import { toJson } from '../yaml/json-text.ts'
import { type Value, type ValueMap } from '../yaml/value.ts'
import { addAt, copyValue, getAt, getAtOrWhole, removeAt, replaceAt, type Target } from './pointer.ts'

/** One operation of RFC 6902. */
export interface Operation {
  readonly op: string
  readonly path: string
  readonly from: string | undefined
  readonly value: Value
}

/** The operations in the data of a JSON 6902 patch; throws `invalid-patch` for anything that is not a list of maps. */
export function decodePatch(data: Value): Operation[] {
  if (data === null) return []
  if (!Array.isArray(data)) throw fail('invalid-patch', 'A JSON 6902 patch must be a list of operations')
  return data.map(decodeOperation)
}

function decodeOperation(data: Value): Operation {
  const fields: ValueMap = data === null ? new Map() : (data as ValueMap)
  if (!(fields instanceof Map))
    throw fail('invalid-patch', 'Each operation of a JSON 6902 patch must be a map')
  const text = (name: string) => {
    const value = fields.get(name)
    return typeof value === 'string' ? value : undefined
  }
  return {
    op: text('op') ?? 'unknown',
    path: text('path') ?? '',
    from: text('from'),
    value: fields.get('value') ?? null,
  }
}

/** Applies operations to data, in place, one after the other; throws `patch-failed` at the first that does not fit. */
export function applyOperations(data: Value, operations: readonly Operation[]): Value {
  const target: Target = { data }
  for (const operation of operations) applyOperation(target, operation)
  return target.data
}

function applyOperation(target: Target, operation: Operation): void {
  switch (operation.op) {
    case 'add':
      addAt(target, operation.path, copyValue(operation.value))
      return
    case 'remove':
      removeAt(target, operation.path)
      return
    case 'replace':
      replaceAt(target, operation.path, copyValue(operation.value))
      return
    case 'move':
      move(target, operation)
      return
    case 'copy':
      addAt(target, operation.path, copyValue(getAt(target, source(operation))))
      return
    case 'test':
      test(target, operation)
      return
    default:
      throw fail(
        'invalid-patch',
        `An operation must be add, remove, replace, move, copy or test: found "${operation.op}"`,
      )
  }
}

function source(operation: Operation): string {
  if (operation.from !== undefined) return operation.from
  throw fail('invalid-patch', `The operation "${operation.op}" of "${operation.path}" needs "from"`)
}

function move(target: Target, operation: Operation): void {
  const from = source(operation)
  const value = getAt(target, from)
  removeAt(target, from)
  addAt(target, operation.path, value)
}

function test(target: Target, operation: Operation): void {
  const found = getAtOrWhole(target, operation.path)
  if (toJson(found) === toJson(operation.value)) return
  throw fail(
    'patch-failed',
    `The test of "${operation.path}" failed: wanted ${toJson(operation.value)}, found ${toJson(found)}`,
  )
}
