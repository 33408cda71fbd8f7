import { publish, type ImageToPublish, type PublishOptions } from '@slipway/config-repo'
import { openRepository } from '@slipway/git'
import { digestOf } from '../config-repos/digest.ts'
import { gitEnvironment } from '../config-repos/git.ts'
import type { Command } from './command.ts'
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
    case 'publish':
      return outcomeOf(() => performPublish(place, command, env))
    case 'edit':
      return edit(place.bare, command.slot, digestOf(command.digest))
    case 'revert':
      return revert(place.bare)
  }
}

async function performPublish(
  place: Place,
  { source, environment }: Command & { verb: 'publish' },
  env: Readonly<Record<string, string>>,
): Promise<string> {
  const images = Object.entries(buildsAt(source)).map(([service, build]) => imageOf(service, build))
  const request = {
    location: { url: place.bare, branch: 'main', folder: '' },
    environments: [environment],
    workspace,
    source: { repository: 'https://example.test/shop.git', commit: place.sources[source] ?? '' },
    images,
    sourceRepository: await openRepository(place.source, { env: gitEnvironment }),
  }
  const { plan } = await publish(request, optionsOf(place, env))
  return plan.outcome
}

function optionsOf({ cache }: Place, env: Readonly<Record<string, string>>): PublishOptions {
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
