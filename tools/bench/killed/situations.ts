import type { Command } from '../model/command.ts'
import { RealRepository, type Template } from '../model/real-repository.ts'
import { emptyState } from '../model/state.ts'
import { takeStep } from '../model/take-step.ts'
import type { Situation } from './kill-at.ts'

const publish = (source: string): Command => ({ verb: 'publish', source, environment: 'staging' })

/** What is done by name: the commands before, and the one that is killed, which has something to do. */
const stories: Readonly<Record<string, readonly Command[]>> = {
  'the first publish': [publish('c1')],
  'a publish': [publish('c1'), publish('c3')],
  'a publish that changes nothing but the ref': [publish('c1'), publish('docs')],
}

export const situationNames = Object.keys(stories)

/** Makes a repository ready for the last command of a story. */
export async function createSituation(
  template: Template,
  name: string,
  { cached }: { cached: boolean },
): Promise<Situation> {
  const story = stories[name] ?? []
  const real = await RealRepository.create(template, { cached })
  let state = emptyState()
  for (const command of story.slice(0, -1)) state = await takeStep(state, real, { command })
  const command = story.at(-1) ?? publish('c1')
  return { state, real, command }
}
