/** Everything has a name here: a digest stands for the build `a`, a commit of the source for `c2`. */
export interface Build {
  readonly digest: string
  readonly source: string
}

/** What `release.yaml` says. */
export interface Release extends Build {
  readonly hold?: string
  readonly pending?: Build
  readonly promotedFrom?: string
}

/** One service in one environment: what its `kustomization.yaml` deploys, and its release. */
export interface Slot {
  readonly runs: string | null
  readonly release: Release | null
}

/** By environment and service: `staging/orders`. */
export type Slots = Readonly<Record<string, Slot>>

/** What the ref of an environment tells. */
export interface Considered {
  readonly source: string
  readonly digests: Readonly<Record<string, string>>
}

/** All that a config repo is, and all that can be seen of it from outside. */
export interface State {
  readonly slots: Slots
  /** By environment, for those that something was published to. */
  readonly considered: Readonly<Record<string, Considered>>
  /** What the slots were at each commit, the oldest first. */
  readonly past: readonly Moment[]
}

/** One commit. */
export interface Moment {
  readonly slots: Slots
  /** The verb that made it. */
  readonly by: string
}

export const environments = ['staging', 'production'] as const
export const services = ['orders', 'carts'] as const
export const workspace = 'shop'

/** A config repo of services that never were released. */
export function emptyState(): State {
  const names = environments.flatMap((environment) => services.map((service) => `${environment}/${service}`))
  const slots = Object.fromEntries(names.map((name) => [name, { runs: null, release: null }]))
  return { slots, considered: {}, past: [{ slots, by: 'start' }] }
}

/** The state after one more commit that changes some slots; the same state when none differs. */
export function commit(state: State, changed: Slots, by: string): State {
  const slots = { ...state.slots, ...changed }
  if (same(slots, state.slots)) return state
  return { ...state, slots, past: [...state.past, { slots, by }] }
}

/** A slot; one that nobody knows of runs nothing. */
export function slotOf({ slots }: State, name: string): Slot {
  return slots[name] ?? { runs: null, release: null }
}

/** Whether somebody changed what runs after its release. */
export function isEditedByHand({ runs, release }: Slot): boolean {
  return release !== null && runs !== release.digest
}

export function same(one: unknown, other: unknown): boolean {
  return canonical(one) === canonical(other)
}

/** The same text for equal values, whatever the order of their keys. */
export function canonical(value: unknown): string {
  return JSON.stringify(value, (_, part: unknown) =>
    typeof part === 'object' && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).toSorted(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  )
}
