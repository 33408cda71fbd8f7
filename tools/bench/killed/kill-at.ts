import { execa } from 'execa'
import path from 'node:path'
import type { Command } from '../model/command.ts'
import { differences, visible } from '../model/observe.ts'
import { perform } from '../model/perform.ts'
import type { RealRepository } from '../model/real-repository.ts'
import { after } from '../model/rules.ts'
import type { State } from '../model/state.ts'
import { describeStep } from '../model/take-step.ts'
import { FaultyGit, moments, type Moment } from './faulty-git.ts'

/** A repository in a state, and what is done to it. */
export interface Situation {
  readonly state: State
  readonly real: RealRepository
  readonly command: Command
}

/** One call of Git at which whoever makes it is killed. */
export interface Point {
  readonly call: number
  readonly moment: Moment
}

/** Every point at which a command can be killed, from a run in which it is not. */
export async function findPoints({ real, command }: Situation): Promise<Point[]> {
  const copy = await real.copy()
  try {
    const faulty = await FaultyGit.create(`${copy.place.bare}.faults`)
    await runCommand(copy, command, faulty)
    const calls = Array.from({ length: await faulty.calls() }, (_, index) => index + 1)
    return calls.flatMap((call) => moments.map((moment) => ({ call, moment })))
  } finally {
    await copy.remove()
  }
}

/**
 * Kills a command at a point, and does it again. Gives one line for each thing that is wrong: the repository has to be as before or as
 * after, and in the end as if nothing had happened.
 */
export async function killAt({ state, real, command }: Situation, point: Point): Promise<string[]> {
  const copy = await real.copy()
  const { others } = copy.template
  const done = after(state, command)
  const look = async (when: string, states: readonly State[]) => {
    const found = await copy.observe()
    const wrong = states.map((each) => differences(found, visible(each, others)))
    const [first = []] = wrong
    const what = `${describeStep({ command })}, killed ${point.moment} call ${point.call}, ${when}`
    return wrong.some((lines) => lines.length === 0) ? [] : first.map((line) => `${what}: ${line}`)
  }
  try {
    const faulty = await FaultyGit.create(`${copy.place.bare}.faults`, point)
    const first = await runCommand(copy, command, faulty)
    await faulty.isQuiet()
    if (first !== 'killed')
      return [`${describeStep({ command })} was not killed at call ${point.call}: ${first}`]
    const half = await look('and left alone', [state, done.state])
    const again = await perform(copy.place, command)
    const end = await look('and done again', [done.state])
    const outcomes = [done.outcome, after(done.state, command).outcome]
    const told = outcomes.includes(again)
      ? []
      : [`Done again, it says "${again}" and not "${outcomes.join('" or "')}"`]
    return [...half, ...told, ...end]
  } finally {
    await copy.remove()
  }
}

const program = path.join(import.meta.dirname, 'command-process.ts')

async function runCommand(
  { place, template }: RealRepository,
  command: Command,
  faulty: FaultyGit,
): Promise<string> {
  const { stdout, signal } = await execa(process.execPath, [program, JSON.stringify({ place, command })], {
    env: { TMPDIR: template.folder, NODE_COMPILE_CACHE: `${template.folder}/compiled`, ...faulty.env },
    reject: false,
  })
  return signal === 'SIGKILL' ? 'killed' : stdout
}
