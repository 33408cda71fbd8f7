import type { Step } from './command.ts'
import { RealRepository, type Template } from './real-repository.ts'
import { canonical, emptyState, type State } from './state.ts'
import { describeStep, takeStep } from './take-step.ts'
import type { Tally } from './tally.ts'

/** What to try, and how deep. */
export interface Exploration {
  readonly template: Template
  readonly tally: Tally
  readonly steps: readonly Step[]
  readonly depth: number
  readonly cached?: boolean
  /** Called at each depth with the number of different states there. */
  readonly report?: (depth: number, states: number) => void
}

interface Node {
  readonly state: State
  readonly real: RealRepository
  readonly path: readonly Step[]
}

/**
 * Takes every step from every state that can be reached in fewer steps than `depth`, each on a copy of a real repository in that state.
 * States from which everything goes on alike are tried once. Throws with the whole path at the first wrong one.
 */
export async function explore({
  template,
  tally,
  steps,
  depth,
  cached = false,
  report,
}: Exploration): Promise<{ states: number }> {
  const known = new Set<string>()
  let level: Node[] = [
    { state: emptyState(), real: await RealRepository.create(template, { cached }), path: [] },
  ]
  for (let at = 0; at < depth; at += 1) {
    report?.(at, level.length)
    const next: Node[] = []
    const waiting = [...level]
    const work = async () => {
      for (let node = waiting.pop(); node; node = waiting.pop()) {
        for (const step of steps) {
          const reached = await follow(node, step, tally)
          const key = futureOf(reached.state)
          if (at + 1 < depth && !known.has(key)) next.push(reached)
          else await reached.real.remove()
          known.add(key)
        }
        await node.real.remove()
      }
    }
    await Promise.all([work(), work()])
    level = next
  }
  return { states: known.size }
}

async function follow({ state, real, path }: Node, step: Step, tally: Tally): Promise<Node> {
  const steps = [...path, step]
  const copy = await real.copy()
  try {
    return { state: await takeStep(state, copy, step, tally), real: copy, path: steps }
  } catch (error) {
    throw new Error(`After ${steps.map(describeStep).join('; ')}`, { cause: error })
  }
}

/** All that can make a difference to what comes later; of the past, what is within reach. */
function futureOf({ past, ...now }: State): string {
  return canonical([now, past.slice(-4)])
}
