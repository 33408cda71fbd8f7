import { compareValues, isMap } from './compare-values.ts'
import type { FieldChange, JsonMap, ObjectDifference } from './difference.ts'
import { toJsonMap, type Disguise } from './hide-secrets.ts'
import { highlightsOf } from './highlights.ts'
import type { Match } from './match-objects.ts'

/** How objects are compared. */
export interface ObjectComparison {
  readonly disguise: Disguise
  /** Differences that mean nothing. */
  readonly isExpected?: (field: FieldChange) => boolean
}

/** What differs of one object; `undefined` when it is written otherwise and says the same. */
export function compareObjects(
  { before, after }: Match,
  { disguise, isExpected = () => false }: ObjectComparison,
): ObjectDifference | undefined {
  const was = before && toJsonMap(before.object, disguise)
  const is = after && toJsonMap(after.object, disguise)
  const fields = was && is ? compareValues(was, is).filter((field) => !isExpected(field)) : []
  if (was && is && fields.length === 0) return undefined
  const whole = is ?? was ?? {}
  const name = nameOf(whole)
  const previous = was ? nameOf(was) : name
  return {
    change: !was ? 'added' : !is ? 'removed' : 'changed',
    apiVersion: String(whole['apiVersion']),
    kind: String(whole['kind']),
    namespace: namespaceOf(whole),
    name,
    previousName: previous === name ? null : previous,
    ...highlightsOf(was, is),
    fields,
    manifest: was && is ? null : whole,
  }
}

function nameOf({ metadata }: JsonMap): string {
  return isMap(metadata) ? String(metadata['name']) : ''
}

function namespaceOf({ metadata }: JsonMap): string | null {
  const namespace = isMap(metadata) ? metadata['namespace'] : undefined
  return typeof namespace === 'string' ? namespace : null
}
