import { compareValues, isMap } from './compare-values.ts'
import type { JsonMap, ObjectDifference } from './difference.ts'
import { toJsonMap, type Disguise } from './hide-secrets.ts'
import { highlightsOf } from './highlights.ts'
import type { Match } from './match-objects.ts'

/** What differs of one object; `undefined` when it is written otherwise and says the same. */
export function compareObjects({ before, after }: Match, disguise: Disguise): ObjectDifference | undefined {
  const was = before && toJsonMap(before.object, disguise)
  const is = after && toJsonMap(after.object, disguise)
  const fields = was && is ? compareValues(was, is) : []
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
