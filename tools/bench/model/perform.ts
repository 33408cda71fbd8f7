import {
  hold,
  promote,
  publish,
  resume,
  rollback,
  type ChangeOptions,
  type ConfigRepoLocation,
  type ImageToPublish,
} from '@slipway/config-repo'
import { openRepository, type Repository } from '@slipway/git'
import { digestOf } from '../config-repos/digest.ts'
import { gitEnvironment } from '../config-repos/git.ts'
import type { Command } from './command.ts'
import { reasons } from './hold-rules.ts'
import { edit, revert } from './people.ts'
import { buildsAt } from './source.ts'
import { workspace } from './state.ts'

/** Where commands are done. Plain data, so that another process can be told. */
export interface Place {
  /** A bare config repo. */
  readonly bare: string
  /** The repository of the source, and the ids of its commits by their names. */
  readonly source: string
  readonly sources: Readonly<Record<string, string>>
  /** A folder that Slipway keeps for the next time. */
  readonly cache: string | undefined
}

/** Does a command for real, and gives its outcome or the code of its error; `env` is for the Git that works on the config repo. */
export async function perform(
  place: Place,
  command: Command,
  env: Readonly<Record<string, string>> = {},
): Promise<string> {
  switch (command.verb) {
    case 'edit':
      return edit(place.bare, command.slot, digestOf(command.digest))
    case 'revert':
      return revert(place.bare)
    default:
      return outcomeOf(() => performVerb(place, command, env))
  }
}

async function performVerb(
  place: Place,
  command: Exclude<Command, { verb: 'edit' | 'revert' }>,
  env: Readonly<Record<string, string>>,
): Promise<string> {
  const location: ConfigRepoLocation = { url: place.bare, branch: 'main', folder: '' }
  const repository = await openRepository(place.source, { env: gitEnvironment })
  const options = optionsOf(place, env)
  const done = { ...options, configuredAs: repository }
  switch (command.verb) {
    case 'publish':
      return performPublish(place, { ...command, location, repository }, options)
    case 'promote': {
      const named = command.service === 'all' ? 'all' : [{ service: command.service }]
      const request = { location, to: 'production', services: named, source: { repository } } as const
      return (await promote({ ...request, configuredAs: repository }, options)).plan.outcome
    }
    case 'rollback':
      return (await rollback({ location, ...wanted(command.slot), reason: reasons.rollback }, done)).plan
        .outcome
    case 'hold':
      return (await hold({ location, ...wanted(command.slot), reason: reasons.hold }, done)).plan.outcome
    case 'resume':
      return (await resume({ location, ...wanted(command.slot), drop: command.drop }, done)).plan.outcome
  }
}

function wanted(slot: string): { environment: string; services: string[] } {
  const [environment = '', service = ''] = slot.split('/')
  return { environment, services: [service] }
}

async function performPublish(
  { sources }: Place,
  what: { source: string; environment: string; location: ConfigRepoLocation; repository: Repository },
  options: ChangeOptions,
): Promise<string> {
  const images = Object.entries(buildsAt(what.source)).map(([service, build]) => imageOf(service, build))
  const request = {
    location: what.location,
    environments: [what.environment],
    workspace,
    source: { repository: 'https://example.test/shop.git', commit: sources[what.source] ?? '' },
    images,
    sourceRepository: what.repository,
  }
  return (await publish(request, options)).plan.outcome
}

function optionsOf({ cache }: Place, env: Readonly<Record<string, string>>): ChangeOptions {
  return { git: { env: { ...gitEnvironment, ...env } }, wait: atOnce, cache }
}

function imageOf(service: string, build: string): ImageToPublish {
  const inputs = digestOf(`inputs of ${build}`)
  return { service, image: `ghcr.io/acme/${service}`, digest: digestOf(build), inputs }
}

async function outcomeOf(action: () => Promise<string>): Promise<string> {
  try {
    return await action()
  } catch (error) {
    if (error instanceof Error && 'code' in error) return String(error.code)
    throw error
  }
}

async function atOnce(): Promise<void> {}
