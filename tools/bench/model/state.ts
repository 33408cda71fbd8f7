/** Everything has a name here: a digest stands for the build `a`, a commit of the source for `c2`. Times are days since the beginning. */
export interface Build {
  readonly digest: string
  readonly source: string
}

/** Keeps publish and promote away, until it is resumed or until a time. */
export interface Hold {
  readonly reason: string
  readonly since: number
  readonly until?: number
}

/** A build that waits for the end of a hold. */
export interface Pending extends Build {
  /** Published past staging. */
  readonly hotfix?: true
}

/** What `release.yaml` says. */
export interface Release extends Pending {
  /** When this began to be what runs; a review does not know when it is merged. */
  readonly since?: number
  readonly hold?: Hold
  readonly pending?: Pending
  /** The commit of the config repo at which staging ran it, by its place in the past. */
  readonly promotedAt?: number
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
  /** Services that were left as a revert had left them. */
  readonly kept: readonly string[]
}

/** A branch on which somebody reviews a promotion. */
export interface Review {
  /** The commit that it was planned on, by its place in the past. */
  readonly base: number
  /** What it makes of the slots that it changes. */
  readonly slots: Slots
  /** Whether a person has put a commit on top. */
  readonly amended: boolean
  /** Whether a merge made it a part of the branch that is deployed; the branch stays, as hosts leave it. */
  readonly merged: boolean
}

/** What a commit has. */
export interface Contents {
  readonly slots: Slots
  /** Whether `slipway.yaml` wants builds to run half a day in staging before they go to production. */
  readonly gate: boolean
}

/** One commit. */
export interface Moment extends Contents {
  /** The verb that made it. */
  readonly by: string
  readonly at: number
}

/** All that a config repo is, and all that can be seen of it from outside. */
export interface State extends Contents {
  readonly clock: number
  /** By environment, for those that something was published to. */
  readonly considered: Readonly<Record<string, Considered>>
  /** The branch that is deployed, the oldest commit first. */
  readonly past: readonly Moment[]
  /** By the name of the branch. */
  readonly reviews: Readonly<Record<string, Review>>
}

export const environments = ['staging', 'production'] as const
export const services = ['orders', 'carts'] as const
export const slotNames = environments.flatMap((environment) =>
  services.map((service) => `${environment}/${service}`),
)
export const workspace = 'shop'

/** A config repo of services that never were released. */
export function emptyState(): State {
  const slots = Object.fromEntries(slotNames.map((name) => [name, { runs: null, release: null }]))
  const contents = { slots, gate: false }
  return { ...contents, clock: 0, considered: {}, past: [{ ...contents, by: 'start', at: 0 }], reviews: {} }
}

/** The state after one more commit that changes some slots or the gate; the same state when nothing differs. */
export function commit(state: State, { slots, gate = state.gate }: Partial<Contents>, by: string): State {
  const contents = { slots: { ...state.slots, ...slots }, gate }
  if (same(contents, { slots: state.slots, gate: state.gate })) return state
  return { ...state, ...contents, past: [...state.past, { ...contents, by, at: state.clock }] }
}

/** A slot; one that nobody knows of runs nothing. */
export function slotOf({ slots }: Contents, name: string): Slot {
  return slots[name] ?? { runs: null, release: null }
}

/** Whether somebody changed what runs after its release. */
export function isEditedByHand({ runs, release }: Slot): boolean {
  return release !== null && runs !== release.digest
}

/** Whether a hold is there and goes on. */
export function isHeld({ release }: Slot, { clock }: Pick<State, 'clock'>): boolean {
  return release?.hold !== undefined && !hasEnded(release.hold, clock)
}

/** Whether the time of a hold is over. */
export function hasEnded({ until = Number.POSITIVE_INFINITY }: Hold, clock: number): boolean {
  return until <= clock
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
