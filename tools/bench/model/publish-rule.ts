import type { Result } from './rules.ts'
import { buildsAt, isRelated, reaches } from './source.ts'
import { isTakenBack } from './taken-back.ts'
import { commit, type Build, type Considered, type Slot, type State } from './state.ts'

/** The rule of `slipway publish`. */
export function publishRule(
  state: State,
  { source, environment }: { readonly source: string; readonly environment: string },
): Result {
  const considered = state.considered[environment]
  if (considered && !isRelated(considered.source, source)) return { state, outcome: 'unrelated-history' }
  if (isOlder(source, considered)) return { state, outcome: 'superseded' }
  const digests = buildsAt(source)
  const slots = Object.entries(digests).map(([service, digest]) => {
    const name = `${environment}/${service}`
    const before = state.slots[name] ?? { runs: null, release: null }
    const last = considered?.digests[service]
    const isBack =
      last !== undefined && isTakenBack(state, { name, digest: last, ways: ['revert', 'roll back'] })
    return { name, before, ...decide(before, { digest, source }, { last, isBack }) }
  })
  if (considered?.source === source && slots.some(({ staysReverted }) => staysReverted))
    return { state, outcome: 'reverted' }
  const next = {
    ...commit(state, Object.fromEntries(slots.map(({ name, slot }) => [name, slot])), 'publish'),
    considered: { ...state.considered, [environment]: { source, digests } },
  }
  if (slots.some(({ before, slot }) => before.runs !== slot.runs)) return { state: next, outcome: 'publish' }
  return { state: next, outcome: next.past === state.past ? 'nothing to publish' : 'record' }
}

/** What was wanted of a service the time before, and whether a revert has ended that. */
interface Before {
  readonly last: string | undefined
  readonly isBack: boolean
}

/** What becomes of one service, of which a build is wanted, and maybe another the time before. */
function decide(
  slot: Slot,
  wanted: Build,
  { last, isBack }: Before,
): { slot: Slot; staysReverted?: boolean } {
  const { runs, release } = slot
  if (release && (runs !== release.digest || release.hold !== undefined))
    return { slot: keep(slot, wanted, last) }
  if (runs !== wanted.digest) {
    if (ranOn(slot, wanted)) return { slot }
    return wasReverted(slot, { last, isBack }) && last === wanted.digest
      ? { slot, staysReverted: true }
      : { slot: { runs: wanted.digest, release: wanted } }
  }
  return { slot: withPending(slot, undefined) }
}

function keep(slot: Slot, wanted: Build, last: string | undefined): Slot {
  if (slot.release?.digest === wanted.digest) return withPending(slot, undefined)
  const isOld = [slot.release?.pending?.digest, last].includes(wanted.digest) || ranOn(slot, wanted)
  return isOld ? slot : withPending(slot, wanted)
}

/** Whether a build of a later commit was promoted there. */
function ranOn({ release }: Slot, { source }: Build): boolean {
  return release?.promotedFrom !== undefined && release.source !== source && reaches(release.source, source)
}

/** A promotion explains why something else runs than was published last, unless it is the one that a revert went back to. */
function wasReverted({ release }: Slot, { last, isBack }: Before): boolean {
  const explained = [release?.digest, release?.pending?.digest].includes(last)
  return last !== undefined && !explained && (release?.promotedFrom === undefined || isBack)
}

function withPending({ runs, release }: Slot, build: Build | undefined): Slot {
  if (!release) return { runs, release }
  const { pending: _, ...rest } = release
  return { runs, release: build ? { ...rest, pending: build } : rest }
}

function isOlder(source: string, considered: Considered | undefined): boolean {
  return considered !== undefined && considered.source !== source && reaches(considered.source, source)
}
