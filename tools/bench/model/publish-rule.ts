import type { Result } from './rules.ts'
import { buildsAt, isRelated, reaches } from './source.ts'
import { isTakenBack } from './taken-back.ts'
import {
  commit,
  isEditedByHand,
  isHeld,
  slotOf,
  type Build,
  type Pending,
  type Slot,
  type State,
} from './state.ts'

/** What is published. */
export interface Publish {
  readonly source: string
  readonly environments: readonly string[]
  readonly hotfix: boolean
}

/** The rule of `slipway publish`: every environment that has not considered a later commit yet, in one commit, or none. */
export function publishRule(state: State, publish: Publish): Result {
  const refusal = publish.environments
    .map((environment) => refusalOf(state, environment, publish))
    .find(Boolean)
  if (refusal !== undefined) return { state, outcome: refusal }
  const { source } = publish
  const welcome = publish.environments.filter((environment) => !isOlder(state, environment, source))
  if (welcome.length === 0) return { state, outcome: 'superseded' }
  const decided = welcome.flatMap((environment) => decideEnvironment(state, environment, source))
  if (decided.some(({ isAgain }) => isAgain)) return { state, outcome: 'reverted' }
  const slots = Object.fromEntries(decided.map(({ name, slot }) => [name, slot]))
  const marks = welcome.map((environment) => [
    environment,
    { source, digests: buildsAt(source), kept: keptIn(decided, environment) },
  ])
  const considered = { ...state.considered, ...(Object.fromEntries(marks) as State['considered']) }
  const next = { ...commit(state, { slots }, 'publish'), considered }
  const runsOther = decided.some(({ name, slot }) => slot.runs !== slotOf(state, name).runs)
  if (runsOther) return { state: next, outcome: 'publish' }
  return { state: next, outcome: next.past === state.past ? 'nothing to publish' : 'record' }
}

function refusalOf(state: State, environment: string, { source, hotfix }: Publish): string | undefined {
  if (environment === 'production' && !hotfix) return 'needs-hotfix'
  const considered = state.considered[environment]
  return considered && !isRelated(considered.source, source) ? 'unrelated-history' : undefined
}

function isOlder({ considered }: State, environment: string, source: string): boolean {
  const last = considered[environment]?.source
  return last !== undefined && last !== source && reaches(last, source)
}

interface Decided {
  readonly name: string
  readonly slot: Slot
  /** Whether it stays as a revert left it, and whether it ran at the same commit of the source before that. */
  readonly isReverted: boolean
  readonly isAgain: boolean
}

function keptIn(decided: readonly Decided[], environment: string): string[] {
  const kept = decided.filter(({ name, isReverted }) => isReverted && name.startsWith(`${environment}/`))
  return kept.map(({ name }) => name.slice(environment.length + 1)).toSorted()
}

function decideEnvironment(state: State, environment: string, source: string): Decided[] {
  const considered = state.considered[environment]
  return Object.entries(buildsAt(source)).map(([service, digest]) => {
    const name = `${environment}/${service}`
    const hotfix = environment === 'production' ? ({ hotfix: true } as const) : {}
    const wanted = { digest, source, ...hotfix }
    const decided = decide(state, name, { wanted, last: considered?.digests[service] })
    const isReverted = decided === 'reverted'
    const isAgain = isReverted && considered?.source === source && !considered.kept.includes(service)
    return { name, slot: isReverted ? slotOf(state, name) : decided, isReverted, isAgain }
  })
}

/** A build that is wanted of a service, and the digest that was the time before. */
interface Wish {
  readonly wanted: Pending
  readonly last: string | undefined
}

function decide(state: State, name: string, wish: Wish): Slot | 'reverted' {
  const { wanted } = wish
  const slot = slotOf(state, name)
  if (isEditedByHand(slot) || isHeld(slot, state)) return keep(state, name, wish)
  if (slot.runs === wanted.digest) return withPending(withoutHold(slot), undefined)
  if (ranOn(slot, wanted)) return slot
  if (wasReverted(state, name, wish)) return 'reverted'
  return { runs: wanted.digest, release: { ...wanted, since: state.clock } }
}

/** What is held stays, and another build than it was held against waits. */
function keep(state: State, name: string, { wanted, last }: Wish): Slot {
  const slot = slotOf(state, name)
  if (slot.release?.digest === wanted.digest) return withPending(slot, undefined)
  const isKnown = [slot.release?.pending?.digest, last].includes(wanted.digest)
  const isOld = isKnown || ranOn(slot, wanted) || isBack(state, name, wanted)
  return isOld ? slot : withPending(slot, wanted)
}

/** Whether a build of a later commit was promoted there. */
function ranOn({ release }: Slot, { source }: Build): boolean {
  return release?.promotedAt !== undefined && release.source !== source && reaches(release.source, source)
}

/** Whether the same was wanted the time before, and is neither there nor waits, though nothing was promoted in its place. */
function wasReverted(state: State, name: string, { wanted, last }: Wish): boolean {
  if (isBack(state, name, wanted)) return true
  const { release } = slotOf(state, name)
  return last === wanted.digest && release?.promotedAt === undefined && release?.pending?.digest !== last
}

/** Whether a build ended in production by a revert or a rollback, and does not wait there either. */
function isBack(state: State, name: string, { digest }: Build): boolean {
  const { runs, release } = slotOf(state, name)
  if (!name.startsWith('production/') || [runs, release?.pending?.digest].includes(digest)) return false
  return isTakenBack(state, { name, digest, ways: ['revert', 'roll back'] })
}

function withPending({ runs, release }: Slot, build: Pending | undefined): Slot {
  if (!release) return { runs, release }
  const { pending: _, ...rest } = release
  return { runs, release: build ? { ...rest, pending: build } : rest }
}

function withoutHold({ runs, release }: Slot): Slot {
  if (!release) return { runs, release }
  const { hold: _, ...rest } = release
  return { runs, release: rest }
}
