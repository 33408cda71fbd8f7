import { fail } from '../kustomize-error.ts'
import type { Value, ValueMap } from '../yaml/value.ts'
import { setField, textOf } from './draft.ts'
import type { Edit } from './edit-text.ts'

/** How many replicas the resources with a name get. */
export interface ReplicaCount {
  readonly name: string
  readonly count: number | bigint
}

/** `set replicas`: counts in `replicas`, by name; new ones come at the end. */
export function setReplicas(counts: readonly ReplicaCount[]): Edit {
  const wanted = new Map(counts.map(({ name, count }) => [name, count]))
  return {
    change(draft) {
      const seen = new Set<string>()
      draft.keep('replicas', (entry) => isFirst(entry, wanted, seen))
      for (const entry of draft.maps('replicas')) {
        const count = wanted.get(textOf(entry, 'name'))
        if (count !== undefined) setField(entry, 'count', count)
      }
      draft.append('replicas', ...newEntries(wanted, seen))
    },
  }
}

/** Of several entries with a name that is set, Kustomize leaves one. */
function isFirst(entry: Value, wanted: ReadonlyMap<string, unknown>, seen: Set<string>): boolean {
  const name = entry instanceof Map ? textOf(entry, 'name') : ''
  if (!wanted.has(name)) return true
  if (seen.has(name)) return false
  seen.add(name)
  return true
}

function newEntries(wanted: ReadonlyMap<string, Value>, seen: ReadonlySet<string>): ValueMap[] {
  return [...wanted]
    .filter(([name]) => !seen.has(name))
    .map(
      ([name, count]) =>
        new Map<string, Value>([...(name === '' ? [] : [['name', name] as const]), ['count', count]]),
    )
}

/** Reads `name=count`. */
export function parseReplicas(argument: string): ReplicaCount {
  const [name = '', digits = '', ...rest] = argument.split('=')
  const count = /^[+-]?\d+$/.test(digits) ? BigInt(digits.replace('+', '')) : undefined
  if (rest.length > 0 || count === undefined || BigInt.asIntN(64, count) !== count) {
    throw fail('bad-argument', `Replicas must be "name=count": found "${argument}"`)
  }
  return { name, count: Number.isSafeInteger(Number(count)) ? Number(count) : count }
}
