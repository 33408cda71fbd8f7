import { commitMessage, describeMove, nameServices, shortDigest } from '../message/commit-message.ts'
import type { HeldService, PlacedService, PublishPlan } from './publish-plan.ts'

/** What a publish that changes files tells of itself. */
export interface PublishStory extends Pick<
  PublishPlan,
  'workspace' | 'source' | 'changes' | 'held' | 'ended'
> {
  /** Why, of a hotfix. */
  readonly reason: string | undefined
}

/** The message of the commit of a publish. */
export function publishMessage(story: PublishStory): string {
  const { changes, workspace, source, reason } = story
  const lines = [...changeLines(story), ...recordLines(story)]
  const environments = namesOf(lines)
  return commitMessage({
    action: 'publish',
    title: titleOf(story, lines),
    rows: lines.map(({ environment, service, text }) => ({
      subject: environments.length === 1 ? service : `${environment}/${service}`,
      text,
    })),
    environments,
    hotfix: namesOf([...changes, ...recorded(story)].filter(({ hotfix }) => hotfix !== null)),
    workspace,
    source: source.commit,
    reason,
  })
}

/** A line of the table. */
interface Line extends PlacedService {
  readonly text: string
}

function changeLines({ changes }: PublishStory): Line[] {
  return changes.map((change) => ({ ...change, text: describeMove(change.from, change.to) }))
}

function recorded({ held }: Pick<PublishStory, 'held'>): HeldService[] {
  return held.filter(({ isRecorded }) => isRecorded)
}

/** Of what only `release.yaml` changes. */
function recordLines({ changes, held, ended }: PublishStory): Line[] {
  const changed = new Set(changes.map(placeOf))
  return [
    ...recorded({ held }).map((service) => ({
      ...service,
      text: `held, pending: ${shortDigest(service.pending)}`,
    })),
    ...ended
      .filter((service) => !changed.has(placeOf(service)))
      .map((service) => ({ ...service, text: 'the hold has ended' })),
  ]
}

function titleOf({ changes }: PublishStory, lines: readonly Line[]): string {
  const named = changes.length > 0 ? changes : lines
  const services = nameServices(named.map(({ service }) => service))
  const environments = namesOf(named).join(' and ')
  return changes.length > 0
    ? `Publish ${services} to ${environments}`
    : `Record what is pending of ${services} in ${environments}`
}

function namesOf(services: readonly PlacedService[]): string[] {
  return [...new Set(services.map(({ environment }) => environment))]
}

function placeOf({ environment, service }: PlacedService): string {
  return `${environment}/${service}`
}
