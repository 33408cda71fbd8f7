import type { History } from '../config-repos/create-source.ts'

/**
 * `c2` changes orders, `c3` takes that back and changes carts; `side` and `docs`, which changes no service, left after `c1`; `other` has
 * nothing in common with any.
 */
export const history: History = { c1: [], c2: ['c1'], c3: ['c2'], side: ['c1'], docs: ['c1'], other: [] }

const builds: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  c1: { orders: 'a', carts: 'a' },
  c2: { orders: 'b', carts: 'a' },
  c3: { orders: 'a', carts: 'c' },
  side: { orders: 'd', carts: 'a' },
  docs: { orders: 'a', carts: 'a' },
  other: { orders: 'e', carts: 'e' },
}

/** The digests of the services at a commit. */
export function buildsAt(source: string): Readonly<Record<string, string>> {
  return builds[source] ?? {}
}

/** Whether one commit comes after another, or is the same. */
export function reaches(descendant: string, ancestor: string): boolean {
  return descendant === ancestor || (history[descendant] ?? []).some((parent) => reaches(parent, ancestor))
}

/** Whether two commits have one in common. */
export function isRelated(one: string, other: string): boolean {
  return Object.keys(history).some((name) => reaches(one, name) && reaches(other, name))
}
