import type { Plain, PlainMap } from 'kustomize-ts'
import { createHmac } from 'node:crypto'
import { isMap } from './compare-values.ts'
import type { Json, JsonMap } from './difference.ts'

/** Stands for a secret value: the same for the same value, and nothing that a value could be guessed by. */
export type Disguise = (value: Json) => string

/** A disguise by a keyed digest. The key is one comparison's own: with it, whoever has it could try values. */
export function disguiseWith(key: Uint8Array): Disguise {
  return (value) => {
    const digest = createHmac('sha256', key).update(JSON.stringify(value)).digest('hex')
    return `(hidden, ${digest.slice(0, digitsShown)})`
  }
}

const digitsShown = 8

/** An object as JSON; of a Secret, the values are disguised. */
export function toJsonMap(object: PlainMap, disguise: Disguise): JsonMap {
  const map = toJson(object) as JsonMap
  return isSecret(map) ? hideValues(map, disguise) : map
}

function isSecret({ apiVersion, kind }: JsonMap): boolean {
  return kind === 'Secret' && typeof apiVersion === 'string' && !apiVersion.includes('/')
}

/** `kubectl apply` leaves the whole Secret in an annotation, from where it finds its way into files. */
const applied = 'kubectl.kubernetes.io/last-applied-configuration'

function hideValues(secret: JsonMap, disguise: Disguise): JsonMap {
  const { metadata } = secret
  const annotations = isMap(metadata) ? metadata['annotations'] : undefined
  return {
    ...secret,
    ...hidden(secret, ['data', 'stringData'], disguise),
    ...(isMap(metadata) &&
      isMap(annotations) && {
        metadata: {
          ...metadata,
          annotations: { ...annotations, ...hidden(annotations, [applied], disguise) },
        },
      }),
  }
}

function hidden(map: JsonMap, keys: readonly string[], disguise: Disguise): JsonMap {
  const found = keys.flatMap((key) => {
    const value = map[key]
    return value === undefined ? [] : [[key, hide(value, disguise)] as const]
  })
  return Object.fromEntries(found)
}

function hide(value: Json, disguise: Disguise): Json {
  if (!isMap(value)) return disguise(value)
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, disguise(inner)]))
}

function toJson(value: Plain): Json {
  if (typeof value === 'bigint') return String(value)
  if (Array.isArray(value)) return value.map(toJson)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, toJson(inner)]))
}
