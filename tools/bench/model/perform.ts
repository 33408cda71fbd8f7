import {
  hold,
  promote,
  publish,
  readReviews,
  resume,
  rollback,
  type ChangeOptions,
  type ConfigRepoLocation,
  type ImageToPublish,
} from '@slipway/config-repo'
import { openRepository, type Repository } from '@slipway/git'
import { digestOf } from '../config-repos/digest.ts'
import { gitEnvironment } from '../config-repos/git.ts'
import { dateOf, datesAt } from './clock.ts'
import { isDeed, type Command, type Deed, type Verb } from './command.ts'
import { reasons } from './hold-rules.ts'
import { amend, edit, isOpen, isUntouched, merge, revert, toggleGate } from './people.ts'
import { buildsAt } from './source.ts'
import { workspace } from './state.ts'

/** Where and when commands are done. Plain data, so that another process can be told. */
export interface Place {
  /** A bare config repo. */
  readonly bare: string
  /** The repository of the source, and the ids of its commits by their names. */
  readonly source: string
  readonly sources: Readonly<Record<string, string>>
  /** A folder that Slipway keeps for the next time. */
  readonly cache: string | undefined
  /** Days since the beginning. */
  readonly clock: number
}

type Environment = Readonly<Record<string, string>>

/** Does a command for real, and gives its outcome or the code of its error; `env` is for the Git that works on the config repo. */
export async function perform(place: Place, command: Command, env: Environment = {}): Promise<string> {
  if (command.verb === 'wait') return 'done'
  if (isDeed(command)) return performDeed(place, command)
  try {
    return await performVerb(place, command, env)
  } catch (error) {
    if (error instanceof Error && 'code' in error) return String(error.code)
    throw error
  }
}

function performDeed(place: Place, deed: Deed): Promise<string> {
  switch (deed.verb) {
    case 'edit':
      return edit(place, deed.slot, digestOf(deed.digest))
    case 'revert':
      return revert(place)
    case 'gate':
      return toggleGate(place)
    case 'amend':
      return amend(place, deed.review)
    case 'merge':
      return mergeChecked(place, deed)
  }
}

/** Merges nothing that `slipway check` calls stale, and nothing that was promoted in another way meanwhile. */
async function mergeChecked(place: Place, deed: Deed & { verb: 'merge' }): Promise<string> {
  if (!(await isOpen(place, deed.review))) return 'nothing to merge'
  const stale = await performVerb(place, { verb: 'check' }, {})
  if (stale.split(' ').includes(deed.review)) return 'stale'
  if (!(await isUntouched(place, deed.review))) return 'promoted meanwhile'
  await merge(place, deed)
  return 'merge'
}

async function performVerb(place: Place, command: Verb, env: Environment): Promise<string> {
  const { bare, source, cache, clock } = place
  const location: ConfigRepoLocation = { url: bare, branch: 'main', folder: '' }
  const repository = await openRepository(source, { env: gitEnvironment })
  const git = { env: { ...gitEnvironment, ...datesAt(clock), ...env } }
  const options = { git, wait: atOnce, cache, now: dateOf(clock), configuredAs: repository }
  switch (command.verb) {
    case 'publish':
      return performPublish(place, { ...command, location, repository }, options)
    case 'promote':
    case 'propose': {
      const services = command.service === 'all' ? 'all' : [{ service: command.service }]
      const branch = command.verb === 'propose' ? true : undefined
      const request = { location, to: 'production', services, branch, configuredAs: repository } as const
      return (await promote({ ...request, source: { repository } }, options)).plan.outcome
    }
    case 'check': {
      const states = await readReviews({ location, own: repository, isOwn: false }, { git, cache })
      const stale = states.filter(({ changed }) => changed.length > 0).map(({ branch }) => branch ?? '')
      return ['stale:', ...stale.toSorted()].join(' ')
    }
    case 'rollback':
      return (await rollback({ location, ...holdingOf(command) }, options)).plan.outcome
    case 'hold':
      return (await hold({ location, ...holdingOf(command) }, options)).plan.outcome
    case 'resume': {
      const wanted = command.slot === 'ended' ? ({ services: 'ended' } as const) : placeOf(command.slot)
      return (await resume({ location, ...wanted, drop: command.drop }, options)).plan.outcome
    }
  }
}

function holdingOf({ verb, slot, ends }: Verb & { verb: 'rollback' | 'hold' }) {
  return { ...placeOf(slot), reason: reasons[verb], until: ends ? '12h' : undefined }
}

function placeOf(slot: string): { environment: string; services: string[] } {
  const [environment = '', service = ''] = slot.split('/')
  return { environment, services: [service] }
}

async function performPublish(
  { sources }: Place,
  what: Verb & { verb: 'publish' } & { location: ConfigRepoLocation; repository: Repository },
  options: ChangeOptions,
): Promise<string> {
  const { location, environments, repository, source, hotfix } = what
  const images = Object.entries(buildsAt(source)).map(([service, build]) => imageOf(service, build))
  const request = {
    location,
    environments,
    workspace,
    source: { repository: 'https://example.test/shop.git', commit: sources[source] ?? '' },
    images,
    sourceRepository: repository,
  }
  const overrides = hotfix ? { hotfix: { reason: reasons.hotfix } } : {}
  return (await publish(request, { ...options, ...overrides })).plan.outcome
}

function imageOf(service: string, build: string): ImageToPublish {
  const inputs = digestOf(`inputs of ${build}`)
  return { service, image: `ghcr.io/acme/${service}`, digest: digestOf(build), inputs }
}

async function atOnce(): Promise<void> {}
