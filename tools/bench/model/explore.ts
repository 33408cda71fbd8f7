import type { Step } from './command.ts'
import { RealRepository, type Template } from './real-repository.ts'
import { canonical, emptyState, type State } from './state.ts'
import { describeStep, takeStep } from './take-step.ts'

/** What to try, and how deep. */
export interface Exploration {
  readonly template: Template
  readonly steps: readonly Step[]
  readonly depth: number
  readonly cached?: boolean
  /** Called at each depth with the number of different states there. */
  readonly report?: (depth: number, states: number) => void
}

/** What was tried. */
export interface Explored {
  readonly states: number
  readonly transitions: number
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
  steps,
  depth,
  cached = false,
  report,
}: Exploration): Promise<Explored> {
  const known = new Set<string>()
  let transitions = 0
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
          transitions += 1
          const reached = await follow(node, step)
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
  return { states: known.size, transitions }
}

async function follow({ state, real, path }: Node, step: Step): Promise<Node> {
  const steps = [...path, step]
  const copy = await real.copy()
  try {
    return { state: await takeStep(state, copy, step), real: copy, path: steps }
  } catch (error) {
    throw new Error(`After ${steps.map(describeStep).join('; ')}`, { cause: error })
  }
}

/** All that can make a difference to what comes later; of the past, what is within reach. */
function futureOf({ slots, considered, past }: State): string {
  return canonical([slots, considered, past.slice(-4)])
}
