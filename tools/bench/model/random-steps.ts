import * as fc from 'fast-check'
import type { Command, Step, Verb } from './command.ts'
import { RealRepository, type Template } from './real-repository.ts'
import { reviewOf } from './review-rules.ts'
import { allowed } from './rules.ts'
import { history } from './source.ts'
import { emptyState, environments, same, services, slotNames, type State } from './state.ts'
import { describeStep, takeStep } from './take-step.ts'
import type { Tally } from './tally.ts'

interface Model {
  state: State
  readonly tally: Tally
  left: number
}

/** One step, as fast-check runs it on the model and on a real repository. */
class StepCommand implements fc.AsyncCommand<Model, RealRepository> {
  readonly #step: Step
  readonly #anyway: boolean

  constructor(step: Step, anyway: boolean) {
    this.#step = step
    this.#anyway = anyway
  }

  check({ state, left }: Readonly<Model>): boolean {
    return left > 0 && (this.#anyway || isWorthwhile(state, this.#step))
  }

  async run(model: Model, real: RealRepository): Promise<void> {
    model.left -= 1
    model.state = await takeStep(model.state, real, this.#step, model.tally)
  }

  toString(): string {
    return describeStep(this.#step)
  }
}

/** Whether something comes of a step; of one that is raced, a lost race. */
function isWorthwhile(state: State, step: Step): boolean {
  const results = allowed(state, step)
  if (step.raced) return results.some(({ lost }) => lost)
  return results.some((result) => !same(result.state, state))
}

/** How many random sequences, and how long they are. */
export interface RandomRuns {
  readonly template: Template
  readonly tally: Tally
  /** Of the first run; each has the next one. */
  readonly seed: number
  readonly runs: number
  /** At most, each. */
  readonly steps: number
  /** After so many milliseconds no further run begins. */
  readonly withinMs?: number
}

/** Holds random sequences of steps against the model; throws with the seed and the shortest sequence that is wrong. */
export async function checkRandomRuns(options: RandomRuns): Promise<{ runs: number }> {
  const { template, tally, seed, runs, steps, withinMs = Number.POSITIVE_INFINITY } = options
  const anyway = fc.integer({ min: 0, max: 5 }).map((chance) => chance === 0)
  const command = fc.tuple(anyStep(), anyway).map((drawn) => new StepCommand(...drawn))
  // Most of those that come to nothing are left out.
  const commands = fc.commands([command], {
    maxCommands: 6 * steps,
    size: 'max',
  })
  const end = performance.now() + withinMs
  const property = fc.asyncProperty(fc.boolean(), commands, async (cached, sequence) => {
    const real = await RealRepository.create(template, { cached })
    const model = { state: emptyState(), tally, left: steps }
    try {
      await fc.asyncModelRun(() => ({ model, real }), sequence)
    } finally {
      await real.remove()
    }
  })
  let run = 0
  for (; run < runs && performance.now() < end; run += 1) {
    await fc.assert(property, { seed: seed + run, numRuns: 1 })
  }
  return { runs: run }
}

function anyStep(): fc.Arbitrary<Step> {
  const verbs = anyVerb()
  const wait = fc.constant({ command: { verb: 'wait' as const } })
  return fc.oneof(
    { weight: 24, arbitrary: anyCommand().map((command) => ({ command })) },
    { weight: 1, arbitrary: wait },
    { weight: 6, arbitrary: fc.record({ command: verbs, killedAt: fc.integer({ min: 1, max: 16 }) }) },
    {
      weight: 12,
      arbitrary: fc.record({
        command: verbs,
        raced: fc.array(anyCommand(), { minLength: 1, maxLength: 3 }),
      }),
    },
  )
}

function anyCommand(): fc.Arbitrary<Command> {
  const check = fc.constant({ verb: 'check' as const })
  return fc.oneof(
    { weight: 12, arbitrary: anyVerb() },
    { weight: 8, arbitrary: anyDeed() },
    { weight: 1, arbitrary: check },
  )
}

/** Those that change something, so that they can be killed and lose races. */
function anyVerb(): fc.Arbitrary<Verb> {
  const publish = fc.record({
    verb: fc.constant('publish' as const),
    source: fc.constantFrom(...Object.keys(history)),
    environments: fc.constantFrom(['staging'], ['staging'], ['production'], [...environments]),
    hotfix: fc.boolean(),
  })
  const promote = fc.record({
    verb: fc.constantFrom('promote' as const, 'propose' as const),
    service: anyService(),
  })
  const stop = fc.record({
    verb: fc.constantFrom('rollback' as const, 'hold' as const),
    slot: anySlot(),
    ends: fc.boolean(),
  })
  const slots = fc.oneof({ weight: 3, arbitrary: anySlot() }, fc.constant('ended'))
  const resume = fc.record({ verb: fc.constant('resume' as const), slot: slots, drop: fc.boolean() })
  return fc.oneof(
    { weight: 4, arbitrary: publish },
    { weight: 3, arbitrary: promote },
    { weight: 2, arbitrary: stop },
    { weight: 1, arbitrary: resume },
  )
}

function anyDeed(): fc.Arbitrary<Command> {
  const edit = fc.record({
    verb: fc.constant('edit' as const),
    slot: anySlot(),
    digest: fc.constantFrom('a', 'x'),
  })
  const review = anyService().map(reviewOf)
  const merge = fc.record({ verb: fc.constant('merge' as const), review, squash: fc.boolean() })
  return fc.oneof(
    { weight: 2, arbitrary: edit },
    { weight: 2, arbitrary: fc.constant({ verb: 'revert' as const }) },
    { weight: 8, arbitrary: merge },
    { weight: 1, arbitrary: fc.constant({ verb: 'gate' as const }) },
    { weight: 1, arbitrary: fc.record({ verb: fc.constant('amend' as const), review }) },
  )
}

function anyService(): fc.Arbitrary<string> {
  return fc.constantFrom('all', 'all', ...services)
}

function anySlot(): fc.Arbitrary<string> {
  return fc.constantFrom(...slotNames)
}
