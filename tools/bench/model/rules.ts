import type { Command, Step } from './command.ts'
import { holdRule, resumeRule } from './hold-rules.ts'
import { promoteRule } from './promote-rule.ts'
import { publishRule } from './publish-rule.ts'
import { amendRule, checkRule, mergeRule, proposeRule } from './review-rules.ts'
import { rollbackRule } from './rollback-rule.ts'
import { commit, same, slotOf, type State } from './state.ts'

/** What comes of a command: the state after it, and what it says. */
export interface Result {
  readonly state: State
  readonly outcome: string
}

/** What a command has to do, by the rules that people are told. */
export function after(state: State, command: Command): Result {
  switch (command.verb) {
    case 'publish':
      return publishRule(state, command)
    case 'promote':
      return promoteRule(state, command)
    case 'propose':
      return proposeRule(state, command)
    case 'check':
      return checkRule(state)
    case 'rollback':
      return rollbackRule(state, command)
    case 'hold':
      return holdRule(state, command)
    case 'resume':
      return resumeRule(state, command)
    case 'edit': {
      const slot = { ...slotOf(state, command.slot), runs: command.digest }
      return { state: commit(state, { slots: { [command.slot]: slot } }, 'edit'), outcome: 'done' }
    }
    case 'revert':
      return { state: commit(state, state.past.at(-2) ?? {}, 'revert'), outcome: 'done' }
    case 'gate':
      return { state: commit(state, { gate: !state.gate }, 'gate'), outcome: 'done' }
    case 'amend':
      return amendRule(state, command)
    case 'merge':
      return mergeRule(state, command)
    case 'wait':
      return { state: { ...state, clock: state.clock + 1 }, outcome: 'done' }
  }
}

/** What may come of a step. */
export interface Allowed extends Result {
  /** Whether it has to push again, as others were faster; either when left out. */
  readonly lost?: boolean
}

/**
 * Everything that may come of a step. One that is killed did nothing or all; one that lost a race decided again on what the others did.
 */
export function allowed(state: State, { command, killedAt, raced }: Step): readonly Allowed[] {
  const done = after(state, command)
  if (killedAt !== undefined)
    return [done, { state: done.state, outcome: 'killed' }, { state, outcome: 'killed' }]
  // Who has nothing to push meets nobody.
  if (!raced || same(done.state, state)) return [{ ...done, lost: false }]
  const others = (before: State) => raced.reduce((current, other) => after(current, other).state, before)
  const met = others(state)
  const second = after(met, command)
  // Who commits meets every other commit; a ref that moves without one may come before what the others did.
  const commits = done.state.past !== state.past || done.state.reviews !== state.reviews
  if (!commits) return [second, { state: others(done.state), outcome: done.outcome }]
  if (met.past !== state.past) return [{ ...second, lost: true }]
  return [same(met, state) ? { ...second, lost: false } : second]
}
