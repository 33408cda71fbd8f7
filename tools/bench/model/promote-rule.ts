import type { Result } from './rules.ts'
import { isRelated, reaches } from './source.ts'
import { isTakenBack } from './taken-back.ts'
import { commit, isEditedByHand, services, slotOf, type Build, type Slot, type State } from './state.ts'

/** The rule of `slipway promote` from staging to production: all that was asked for, or nothing. */
export function promoteRule(state: State, { service }: { readonly service: string }): Result {
  const wanted =
    service === 'all'
      ? services.filter((name) => slotOf(state, `staging/${name}`).release !== null)
      : [service]
  const changing = wanted.filter((name) => !runsAlready(state, name))
  if (changing.length === 0) return { state, outcome: 'nothing to promote' }
  if (changing.some((name) => isRefused(state, name))) return { state, outcome: 'not-promotable' }
  const changed = changing.map((name) => [`production/${name}`, promoted(slotOf(state, `staging/${name}`))])
  return {
    state: commit(state, Object.fromEntries(changed) as Record<string, Slot>, 'promote'),
    outcome: 'promote',
  }
}

function promoted({ release }: Slot): Slot {
  if (!release) throw new Error('Cannot promote what was never released')
  const { digest, source } = release
  return { runs: digest, release: { digest, source, promotedFrom: 'staging' } }
}

function runsAlready(state: State, service: string): boolean {
  const [source, target] = [slotOf(state, `staging/${service}`), slotOf(state, `production/${service}`)]
  const isSame = source.release !== null && target.release?.digest === source.release.digest
  return isSame && !isEditedByHand(target)
}

function isRefused(state: State, service: string): boolean {
  const [source, target] = [slotOf(state, `staging/${service}`), slotOf(state, `production/${service}`)]
  if (!source.release) return true
  if ([source, target].some((slot) => isEditedByHand(slot) || slot.release?.hold !== undefined)) return true
  if (isTakenBack(state, { name: `production/${service}`, digest: source.release.digest })) return true
  return target.release !== null && !isForward(state, service, source.release, target.release)
}

function isForward(state: State, service: string, build: Build, runs: Build): boolean {
  if (isRelated(build.source, runs.source)) return reaches(build.source, runs.source)
  // Then only the order in which staging ran them can tell.
  const past = state.past.flatMap(({ slots }) => {
    const slot = slots[`staging/${service}`]
    return slot?.release && !isEditedByHand(slot) ? [slot.release] : []
  })
  const first = (wanted: Build) =>
    past.findIndex(({ digest, source }) => digest === wanted.digest && source === wanted.source)
  return first(runs) >= 0 && first(build) > first(runs)
}
