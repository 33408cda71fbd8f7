import type { OverlayName } from '../render/overlay-name.ts'
import type { Difference, ObjectDifference } from './difference.ts'
import { printable } from './lines.ts'

/** How many overlays differ, in a sentence. */
export function countOverlays({ overlays, same }: Difference): string {
  if (overlays.length === 0) return `No rendered manifest differs (${count(same, 'overlay')} compared)`
  const others = same === 0 ? '' : `, ${same} ${same === 1 ? 'is' : 'are'} the same`
  return `${count(overlays.length, 'overlay')} ${overlays.length === 1 ? 'differs' : 'differ'}${others}`
}

/** Where a change is: one overlay by its name, and how many others have the same. */
export function placeOf(
  [first, ...others]: readonly [OverlayName, ...OverlayName[]],
  quote: Quote = (name) => name,
): string {
  const name = quote(nameOf(first))
  return others.length === 0 ? name : `${name}, the same in ${count(others.length, 'other')}`
}

/** How a name of the repository is set apart from the words around it. */
export type Quote = (name: string) => string

/** The name of an overlay. */
export function nameOf({ environment, service }: OverlayName): string {
  return printable(`${environment}/${service}`)
}

/** How an object is called. */
export function objectName({ kind, name, previousName }: ObjectDifference): string {
  const now = printable(`${kind}/${name}`)
  return previousName === null ? now : `${now} (was ${printable(previousName)})`
}

/** An image with as much of its digest as tells it from others; what is not there is a dash. */
export function short(value: string | null): string {
  return value === null ? '–' : printable(value.replace(/(@sha256:[0-9a-f]{12})[0-9a-f]{52}$/, '$1'))
}

/** That a change is not one environment's alone; `undefined` when it is. */
export function sharedNote(
  { shared, overlays }: Difference,
  quotePath: Quote = (path) => `"${path}"`,
  quote: Quote = (name) => name,
): string | undefined {
  if (shared.length === 0) return undefined
  const environments = [...new Set(overlays.map(({ environment }) => quote(printable(environment))))]
  const named = shared.slice(0, filesNamed).map((path) => quotePath(printable(path)))
  const others = shared.length > filesNamed ? ` and ${count(shared.length - filesNamed, 'other')}` : ''
  return `${named.join(', ')}${others} ${shared.length === 1 ? 'is' : 'are'} shared: a merge reaches ${environments.join(', ')} at once`
}

const filesNamed = 5

/** A number with its noun. */
export function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`
}
