import type { BuiltResource } from 'kustomize-ts'

/** An object with what it was before; one of both may be missing. */
export interface Match {
  readonly before: BuiltResource | undefined
  readonly after: BuiltResource | undefined
}

/** What tells objects apart; of the apiVersion the group alone, as a new version of an API is the same object. */
interface Identity {
  readonly group: string
  readonly kind: string
  readonly namespace: string
  readonly name: string
}

/** What the namespace of an object before is called after. */
export type RenameNamespace = (namespace: string) => string

/** The objects that are not byte for byte the same on both sides, each with its counterpart. */
export function matchObjects(
  before: readonly BuiltResource[],
  after: readonly BuiltResource[],
  rename: RenameNamespace = (namespace) => namespace,
): Match[] {
  const [was, is] = [byIdentity(before, rename), byIdentity(after)]
  const kept = [...is].filter(([key]) => was.has(key))
  const changed = kept.filter(([key, resource]) => was.get(key)?.yaml !== resource.yaml)
  const removed = [...was].flatMap(([key, resource]) => (is.has(key) ? [] : [resource]))
  const added = [...is].flatMap(([key, resource]) => (was.has(key) ? [] : [resource]))
  return [
    ...changed.map(([key, resource]) => ({ before: was.get(key), after: resource })),
    ...matchGenerated(removed, added, rename),
  ]
}

/** A generator names a config map by its content, so a change of that is a removal and an addition. */
function matchGenerated(
  removed: readonly BuiltResource[],
  added: readonly BuiltResource[],
  rename: RenameNamespace,
): Match[] {
  const stems = Map.groupBy(added, (one) => stemOf(one))
  const used = new Set<BuiltResource>()
  const first = removed.map((before) => {
    const stem = stemOf(before, rename)
    const after = stem === undefined ? undefined : stems.get(stem)?.find((one) => !used.has(one))
    if (after) used.add(after)
    return { before, after }
  })
  return [...first, ...added.filter((one) => !used.has(one)).map((after) => ({ before: undefined, after }))]
}

/** Kustomize's hashes are ten of these characters, so that they spell no words. */
const hash = /-[2456789bcdfghkmt]{10}$/

/** A name without the hash that a generator gave it. */
export function withoutHash(name: string): string {
  return name.replace(hash, '')
}

function stemOf({ object }: BuiltResource, rename?: RenameNamespace): string | undefined {
  const { kind, name, ...others } = identityOf(object, rename)
  if (!['ConfigMap', 'Secret'].includes(kind) || !hash.test(name)) return undefined
  return JSON.stringify({ ...others, kind, name: withoutHash(name) })
}

function byIdentity(
  resources: readonly BuiltResource[],
  rename?: RenameNamespace,
): Map<string, BuiltResource> {
  return new Map(resources.map((resource) => [JSON.stringify(identityOf(resource.object, rename)), resource]))
}

function identityOf(object: BuiltResource['object'], rename?: RenameNamespace): Identity {
  const { apiVersion, kind, metadata } = object
  const version = String(apiVersion)
  const { namespace, name } = (metadata ?? {}) as Record<string, unknown>
  return {
    group: version.includes('/') ? version.slice(0, version.indexOf('/')) : '',
    kind: String(kind),
    namespace: typeof namespace === 'string' ? (rename?.(namespace) ?? namespace) : '',
    name: String(name),
  }
}
