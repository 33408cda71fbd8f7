import {
  commitMessage,
  describeMove,
  nameServices,
  shortDigest,
  type MessageRow,
} from '../message/commit-message.ts'
import type { PromotedService, PromotePlan } from './promote-plan.ts'

/** What the message of a promotion is made of. */
export type PromoteStory = Pick<
  PromotePlan,
  'from' | 'to' | 'release' | 'changes' | 'named' | 'overridden' | 'reason'
> & {
  /** The commit that a review branch was planned on; the parent tells it of any other commit. */
  readonly base: string | undefined
}

/** The message of a promotion: a line, a table of services, what was overruled, trailers for programs. */
export function promoteMessage(story: PromoteStory): string {
  const { to, release, changes, named, overridden, reason, base } = story
  const sources = new Set(changes.map(({ source }) => source.commit))
  const overruled = overridden.map(
    ({ override, service, message }) => `--${override}: ${service === null ? '' : `${service}: `}${message}`,
  )
  return commitMessage({
    action: 'promote',
    title: promoteTitle(story),
    rows: [...changes.map(rowOf), ...named.map((subject) => ({ subject, text: `named ${release}` }))],
    paragraphs: overruled.length > 0 ? [`Overruled:\n${overruled.join('\n')}`] : [],
    environments: [to],
    release: release ?? undefined,
    source: sources.size === 1 ? [...sources][0] : undefined,
    overrides: [...new Set(overridden.map(({ override }) => override))],
    base,
    reason: reason ?? undefined,
  })
}

/** What is promoted, in one line. */
export function promoteTitle({ from, to, release, changes, named }: Omit<PromoteStory, 'base'>): string {
  const services = [...changes.map(({ service }) => service), ...named]
  const what = release === null ? nameServices(services) : `${release} (${nameServices(services)})`
  return `Promote ${what} from ${from} to ${to}`
}

function rowOf(change: PromotedService): MessageRow {
  return { subject: change.service, text: describePromotion(change) }
}

/** What becomes of one service: `sha256:… → sha256:… (no hotfix any longer)`. */
export function describePromotion({ from, to, forgets, endsHotfix }: PromotedService): string {
  const notes = [
    ...(forgets === null ? [] : [`${shortDigest(forgets)} waits no longer`]),
    ...(endsHotfix === null ? [] : ['no hotfix any longer']),
  ]
  return `${describeMove(from, to)}${notes.length > 0 ? ` (${notes.join(', ')})` : ''}`
}
