import { promotion } from './promote-rule.ts'
import type { Result } from './rules.ts'
import { commit, same, slotOf, type Contents, type Review, type Slots, type State } from './state.ts'

/** The branch on which a promotion of a service, or of all of them, is reviewed. */
export function reviewOf(service: string): string {
  return `promote/production/${service}`
}

/** The rule of `slipway promote --branch`: makes a review, or renews it unless the same is under review already. */
export function proposeRule(state: State, { service }: { readonly service: string }): Result {
  const slots = promotion(state, service)
  if (typeof slots === 'string') return { state, outcome: slots }
  const found = state.reviews[reviewOf(service)]
  if (found && !found.merged) {
    if (found.amended) return { state, outcome: 'taken' }
    const isSame = same(buildsOf(found), buildsOf({ slots }))
    if (isSame && changedSince(state, found).length === 0) return { state, outcome: 'under review' }
  }
  const review = { base: state.past.length - 1, slots: timeless(slots), amended: false, merged: false }
  return { state: withReview(state, reviewOf(service), review), outcome: 'promote' }
}

/** The rule of `slipway check`: a review is stale when what it changes has changed since, unless that was the review itself. */
export function checkRule(state: State): Result {
  const stale = Object.keys(state.reviews).filter((name) => isStale(state, name))
  return { state, outcome: ['stale:', ...stale.toSorted()].join(' ') }
}

/** What comes of a person who merges what `slipway check` allows: what was reviewed is what is promoted. */
export function mergeRule(
  state: State,
  { review: name, squash }: { readonly review: string; readonly squash: boolean },
): Result {
  const review = state.reviews[name]
  if (!review || review.merged) return { state, outcome: 'nothing to merge' }
  if (isStale(state, name)) return { state, outcome: 'stale' }
  if (changedSince(state, review).length > 0) return { state, outcome: 'promoted meanwhile' }
  const { [name]: _, ...others } = state.reviews
  const reviews = squash ? others : { ...others, [name]: { ...review, merged: true } }
  return { state: { ...commit(state, { slots: review.slots }, 'promote'), reviews }, outcome: 'merge' }
}

/** What comes of a person who puts a commit on top of a review. */
export function amendRule(state: State, { review: name }: { readonly review: string }): Result {
  const review = state.reviews[name]
  if (!review || review.merged) return { state, outcome: 'nothing to amend' }
  return { state: withReview(state, name, { ...review, amended: true }), outcome: 'amend' }
}

function isStale(state: State, name: string): boolean {
  const review = state.reviews[name]
  if (!review || review.merged) return false
  const since = state.past.slice(review.base + 1)
  const isPromoted = (slot: string) =>
    since.some(({ slots }) => same(slots[slot]?.release, review.slots[slot]?.release))
  return changedSince(state, review).some((slot) => !isPromoted(slot))
}

/** Those of a review's slots that are not as they were when it was planned. */
function changedSince(state: State, { base, slots }: Review): string[] {
  const then = state.past[base]
  return Object.keys(slots).filter((name) => !then || !same(slotOf(then, name), slotOf(state, name)))
}

/** A review does not say since when its builds run. */
function timeless(slots: Slots): Slots {
  const changed = Object.entries(slots).map(([name, { runs, release }]) => {
    if (!release) return [name, { runs, release }] as const
    const { since: _, ...rest } = release
    return [name, { runs, release: rest }] as const
  })
  return Object.fromEntries(changed)
}

function buildsOf({ slots }: Pick<Contents, 'slots'>): unknown {
  return Object.entries(slots).map(([name, { release }]) => [name, release?.digest, release?.source])
}

function withReview(state: State, name: string, review: Review): State {
  return { ...state, reviews: { ...state.reviews, [name]: review } }
}
