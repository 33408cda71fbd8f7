import type { Command } from '../model/command.ts'
import { RealRepository, type Template } from '../model/real-repository.ts'
import { emptyState } from '../model/state.ts'
import { takeStep } from '../model/take-step.ts'
import type { Situation } from './kill-at.ts'

const publish = (source: string, environments = ['staging']): Command => ({
  verb: 'publish',
  source,
  environments,
  hotfix: environments.length > 1,
})

const promote: Command = { verb: 'promote', service: 'all' }
const propose: Command = { verb: 'propose', service: 'all' }
const rollback: Command = { verb: 'rollback', slot: 'staging/orders', ends: false }
const hold: Command = { verb: 'hold', slot: 'staging/orders', ends: false }
const resume: Command = { verb: 'resume', slot: 'staging/orders', drop: false }

/** What is done by name: the commands before, and the one that is killed, which has something to do. */
const stories: Readonly<Record<string, readonly Command[]>> = {
  'the first publish': [publish('c1')],
  'a publish': [publish('c1'), publish('c3')],
  'a hotfix of both environments': [publish('c1'), publish('c3', ['staging', 'production'])],
  'a publish that changes nothing but the ref': [publish('c1'), publish('docs')],
  'a publish that waits for the end of a hold': [publish('c1'), hold, publish('c2')],
  'a promotion of all services': [publish('c2'), promote],
  'a review': [publish('c2'), propose],
  'a review that is renewed': [publish('c2'), propose, publish('c3'), propose],
  'a rollback': [publish('c1'), publish('c2'), rollback],
  'a hold': [publish('c1'), hold],
  'a resume that deploys what waits': [publish('c1'), hold, publish('c2'), resume],
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
