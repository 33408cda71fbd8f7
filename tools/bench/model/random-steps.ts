import * as fc from 'fast-check'
import type { Command, Step } from './command.ts'
import { RealRepository, type Template } from './real-repository.ts'
import { history } from './source.ts'
import { emptyState, environments, services, type State } from './state.ts'
import { describeStep, takeStep } from './take-step.ts'

interface Model {
  state: State
  taken: number
}

/** One step, as fast-check runs it on the model and on a real repository. */
class StepCommand implements fc.AsyncCommand<Model, RealRepository> {
  readonly #step: Step

  constructor(step: Step) {
    this.#step = step
  }

  check(): boolean {
    return true
  }

  async run(model: Model, real: RealRepository): Promise<void> {
    model.state = await takeStep(model.state, real, this.#step)
    model.taken += 1
  }

  toString(): string {
    return describeStep(this.#step)
  }
}

/** How many random sequences, and how long they are. */
export interface RandomRuns {
  readonly template: Template
  /** Of the first run; each has the next one. */
  readonly seed: number
  readonly runs: number
  /** At most. */
  readonly steps: number
  /** After so many milliseconds no further run begins. */
  readonly withinMs?: number
}

/** Holds random sequences of steps against the model; throws with the seed and the shortest sequence that is wrong. */
export async function checkRandomRuns(options: RandomRuns): Promise<{ runs: number; steps: number }> {
  const { template, seed, runs, steps, withinMs = Number.POSITIVE_INFINITY } = options
  const commands = fc.commands([anyStep().map((step) => new StepCommand(step))], {
    maxCommands: steps,
    size: 'max',
  })
  const end = performance.now() + withinMs
  let taken = 0
  const property = fc.asyncProperty(fc.boolean(), commands, async (cached, sequence) => {
    const real = await RealRepository.create(template, { cached })
    const model = { state: emptyState(), taken: 0 }
    try {
      await fc.asyncModelRun(() => ({ model, real }), sequence)
    } finally {
      taken += model.taken
      await real.remove()
    }
  })
  let run = 0
  for (; run < runs && performance.now() < end; run += 1) {
    await fc.assert(property, { seed: seed + run, numRuns: 1 })
  }
  return { runs: run, steps: taken }
}

function anyStep(): fc.Arbitrary<Step> {
  const verbs = anyVerb()
  return fc.oneof(
    { weight: 4, arbitrary: anyCommand().map((command) => ({ command })) },
    { weight: 2, arbitrary: fc.record({ command: verbs, killedAt: fc.integer({ min: 1, max: 40 }) }) },
    {
      weight: 2,
      arbitrary: fc.record({
        command: verbs,
        raced: fc.array(anyCommand(), { minLength: 1, maxLength: 3 }),
      }),
    },
  )
}

function anyCommand(): fc.Arbitrary<Command> {
  return fc.oneof(
    { weight: 6, arbitrary: anyVerb() },
    {
      weight: 1,
      arbitrary: fc.record({
        verb: fc.constant('edit' as const),
        slot: anySlot(),
        digest: fc.constantFrom('a', 'x'),
      }),
    },
    { weight: 1, arbitrary: fc.constant({ verb: 'revert' as const }) },
  )
}

function anyVerb(): fc.Arbitrary<Command> {
  const publish = fc.record({
    verb: fc.constant('publish' as const),
    source: fc.constantFrom(...Object.keys(history)),
    environment: fc.constantFrom(...environments),
  })
  const promote = fc.record({
    verb: fc.constant('promote' as const),
    service: fc.constantFrom('all', ...services),
  })
  const stop = fc.record({ verb: fc.constantFrom('rollback' as const, 'hold' as const), slot: anySlot() })
  const resume = fc.record({ verb: fc.constant('resume' as const), slot: anySlot(), drop: fc.boolean() })
  return fc.oneof(
    { weight: 4, arbitrary: publish },
    { weight: 2, arbitrary: promote },
    { weight: 2, arbitrary: stop },
    { weight: 1, arbitrary: resume },
  )
}

function anySlot(): fc.Arbitrary<string> {
  const names = environments.flatMap((environment) => services.map((service) => `${environment}/${service}`))
  return fc.constantFrom(...names)
}
