import type { OverlayName } from '../render/overlay-name.ts'
import type { Difference, FieldChange, ObjectDifference, OverlayDifference } from './difference.ts'
import { isHighlight } from './highlights.ts'

/** The same change in one overlay or in many. */
export interface Folded<T> {
  readonly change: T
  /** The first is the one that `change` was taken from. */
  readonly overlays: readonly [OverlayName, ...OverlayName[]]
}

/** One line of what is looked at first. */
export interface Highlight {
  readonly object: string
  readonly container: string | null
  readonly before: string | null
  readonly after: string | null
}

/** What keeps overlays from being rendered. */
export type Broken = Pick<OverlayDifference, 'problems'>

/** A difference in the order in which a person looks at it, what is the same in many overlays said once. */
export interface FoldedDifference {
  readonly broken: readonly Folded<Broken>[]
  readonly images: readonly Folded<Highlight>[]
  readonly replicas: readonly Folded<Highlight>[]
  /** Secrets that come, go or change, by name; never their values. */
  readonly secrets: readonly Folded<ObjectDifference>[]
  /** Objects without what is said above. */
  readonly objects: readonly Folded<ObjectDifference>[]
  /** Overlays whose objects say the same in another order or style. */
  readonly restyled: readonly OverlayName[]
}

/** Folds changes that are the same but for the names of service and environment and the hashes of generated names. */
export function foldDifference({ overlays }: Difference): FoldedDifference {
  const rendered = overlays.filter(({ problems }) => problems.before.length + problems.after.length === 0)
  const pairs = rendered.flatMap((overlay) => overlay.objects.map((object) => ({ overlay, change: object })))
  const rest = pairs.flatMap(({ overlay, change }) => {
    const fields = change.fields.filter((field) => !isHighlight(field, change))
    const isSaid = change.change === 'changed' && fields.length === 0
    return isSaid ? [] : [{ overlay, change: { ...change, fields, images: [], replicas: null } }]
  })
  return {
    broken: fold(
      overlays
        .filter((overlay) => !rendered.includes(overlay))
        .map((overlay) => ({ overlay, change: { problems: overlay.problems } })),
    ),
    images: fold(pairs.flatMap(imagesOf)),
    replicas: fold(pairs.flatMap(replicasOf)),
    secrets: fold(pairs.filter(({ change }) => change.kind === 'Secret')),
    objects: fold(rest),
    restyled: rendered.filter(({ change, objects }) => change === 'changed' && objects.length === 0),
  }
}

/** A change in an overlay. */
interface Found<T> {
  readonly overlay: OverlayName
  readonly change: T
}

function imagesOf({ overlay, change }: Found<ObjectDifference>): Found<Highlight>[] {
  const object = `${change.kind}/${change.name}`
  return change.images.map((image) => ({ overlay, change: { object, ...image } }))
}

function replicasOf({ overlay, change }: Found<ObjectDifference>): Found<Highlight>[] {
  if (change.replicas === null) return []
  const { before, after } = change.replicas
  const show = (value: typeof before) => (value === null ? null : String(value))
  const object = `${change.kind}/${change.name}`
  return [{ overlay, change: { object, container: null, before: show(before), after: show(after) } }]
}

function fold<T extends object>(found: readonly Found<T>[]): Folded<T>[] {
  const groups = Map.groupBy(found, ({ overlay, change }) => keyOf(change, overlay))
  return [...groups.values()].flatMap((group) => {
    const [first, ...others] = group
    if (first === undefined) return []
    return [
      { change: first.change, overlays: [first.overlay, ...others.map(({ overlay }) => overlay)] as const },
    ]
  })
}

/** What generators add to a name, and digests of nothing else. */
const hash = /-[2456789bcdfghkmt]{10}(?![\w-])/g

function keyOf(change: object, { environment, service }: OverlayName): string {
  const { namespace: _, ...counted } = change as { namespace?: string; fields?: readonly FieldChange[] }
  return JSON.stringify(counted)
    .replaceAll(hash, '-#')
    .replaceAll(wordOf(service), '<service>')
    .replaceAll(wordOf(environment), '<environment>')
}

/** A name as it stands by itself or as a part of one: `orders` in `orders-config`, not in `reorders`. */
function wordOf(name: string): RegExp {
  return new RegExp(
    String.raw`(?<![A-Za-z0-9])${name.replaceAll(/[^\w-]/g, String.raw`\$&`)}(?![A-Za-z0-9])`,
    'g',
  )
}
