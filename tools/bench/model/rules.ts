import type { Command, Step } from './command.ts'
import { holdRule, resumeRule, rollbackRule } from './hold-rules.ts'
import { promoteRule } from './promote-rule.ts'
import { publishRule } from './publish-rule.ts'
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
    case 'rollback':
      return rollbackRule(state, command)
    case 'hold':
      return holdRule(state, command)
    case 'resume':
      return resumeRule(state, command)
    case 'edit':
      return { state: edit(state, command.slot, command.digest), outcome: 'done' }
    case 'revert':
      return { state: revert(state), outcome: 'done' }
  }
}

/**
 * Everything that may come of a step. One that is killed did nothing or all; one that lost a race decided again on
 * what the others did.
 */
export function allowed(state: State, { command, killedAt, raced }: Step): readonly Result[] {
  const done = after(state, command)
  // Who has nothing to push meets nobody.
  if (raced && !same(done.state, state)) {
    return [
      after(
        raced.reduce((current, other) => after(current, other).state, state),
        command,
      ),
    ]
  }
  if (killedAt === undefined) return [done]
  return [done, { state: done.state, outcome: 'killed' }, { state, outcome: 'killed' }]
}

function edit(state: State, slot: string, digest: string): State {
  return commit(state, { [slot]: { ...slotOf(state, slot), runs: digest } }, 'edit')
}

function revert(state: State): State {
  const before = state.past.at(-2)
  return before ? commit(state, before.slots, 'revert') : state
}
