import type { Step } from './command.ts'
import { differences, visible } from './observe.ts'
import type { RealRepository } from './real-repository.ts'
import { allowed } from './rules.ts'
import type { State } from './state.ts'

/**
 * Does a step for real and gives the state that the model is in afterwards. Throws when the repository is in none that
 * the rules allow, or when what came of it was told wrongly.
 */
export async function takeStep(state: State, real: RealRepository, step: Step): Promise<State> {
  const outcome = await real.perform(step)
  const found = await real.observe()
  const results = allowed(state, step)
  const told = results.filter((result) => result.outcome === outcome)
  const { others } = real.template
  const match = told.find((result) => differences(found, visible(result.state, others)).length === 0)
  if (match) return match.state
  if (told.length === 0) {
    const wanted = results.map((result) => result.outcome).join(' or ')
    throw new Error(`${describeStep(step)}: wanted "${wanted}", found "${outcome}"`)
  }
  const [first] = told.map((result) => differences(found, visible(result.state, others)))
  throw new Error(`${describeStep(step)}: ${outcome}, but\n${(first ?? []).join('\n')}`)
}

/** A step in words, as a counterexample shows it. */
export function describeStep({ command, killedAt, raced }: Step): string {
  const { verb, ...facts } = command
  const what = [verb, ...Object.values(facts)].join(' ')
  const killed = killedAt === undefined ? '' : `, killed at call ${killedAt}`
  const others = raced?.map((other) => describeStep({ command: other })).join(', ')
  return `${what}${killed}${others ? ` (meanwhile: ${others})` : ''}`
}
