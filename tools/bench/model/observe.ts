import { nameOf } from '../config-repos/digest.ts'
import { git } from '../config-repos/git.ts'
import { readObjects } from './read-objects.ts'
import { canonical, workspace, type Considered, type Contents, type Slots, type State } from './state.ts'
import { viewCommit, type CommitView } from './view-commit.ts'

/** What can be seen of a config repo. */
export interface Observed extends Contents {
  readonly considered: State['considered']
  /** On the way of the branch that is deployed. */
  readonly commits: number
  readonly reviews: Readonly<Record<string, ObservedReview>>
  /** Everything that no verb may change: lines of path and id. */
  readonly others: string
}

/** What can be seen of a review branch. */
export interface ObservedReview {
  readonly commits: number
  readonly slots: Slots
}

/** What is to be seen when a config repo is in a state. */
export function visible(state: State, others: string): Observed {
  const { slots, gate, considered, past } = state
  const reviews = Object.entries(state.reviews).map(([name, review]) => {
    const all = { ...past[review.base]?.slots, ...review.slots }
    return [name, { commits: review.base + (review.amended ? 3 : 2), slots: all }]
  })
  return {
    slots,
    gate,
    considered,
    commits: past.length,
    reviews: Object.fromEntries(reviews) as Observed['reviews'],
    others,
  }
}

/** What was seen the last time: where refs are as they were, nothing new can be damaged. */
export interface Seen {
  readonly refs: string
}

/** Reads a bare config repo with nothing but Git; throws when Git finds it damaged, or something is there that nobody wrote. */
export async function observe(
  bare: string,
  sources: ReadonlyMap<string, string>,
  before?: Seen,
): Promise<Observed & Seen> {
  const refs = await git(bare, ['for-each-ref', '--format=%(refname) %(objectname)'])
  if (refs !== before?.refs) await git(bare, ['fsck', '--strict', '--no-dangling'])
  const oids = new Map(refs.split('\n').map((line) => line.split(' ') as [string, string]))
  const { others, slots, gate, trunk } = await viewCommit(bare, oids.get(deployed) ?? '', sources)
  const reviews: Record<string, ObservedReview> = {}
  const considered: Record<string, Considered> = {}
  for (const [ref, oid] of oids) {
    const [, branch] = /^refs\/heads\/(promote\/.+)$/.exec(ref) ?? []
    const [, environment] = new RegExp(`^refs/slipway/([^/]+)/${workspace}$`).exec(ref) ?? []
    if (branch !== undefined) reviews[branch] = reviewIn(await viewCommit(bare, oid, sources))
    else if (environment !== undefined) considered[environment] = await readMarker(bare, oid, sources)
    else if (ref !== deployed) throw new Error(`Nobody made the ref ${ref}`)
  }
  return { slots, gate, considered, commits: trunk.length, reviews, others, refs }
}

const deployed = 'refs/heads/main'

function reviewIn({ slots, trunk }: CommitView): ObservedReview {
  return { commits: trunk.length, slots }
}

async function readMarker(
  bare: string,
  oid: string,
  sources: ReadonlyMap<string, string>,
): Promise<Considered> {
  const marker = (await readObjects(bare, [oid])).get(oid) ?? ''
  const source = /^Slipway-Considered: (\S+)$/m.exec(marker)?.[1] ?? ''
  const digests = [...marker.matchAll(/^Slipway-Digest: (\S+) (\S+)$/gm)].map(
    ([, service = '', digest = '']) => [service, nameOf(digest)] as const,
  )
  const kept = [...marker.matchAll(/^Slipway-Kept: (\S+)$/gm)].map(([, service = '']) => service)
  return { source: sources.get(source) ?? source, digests: Object.fromEntries(digests), kept }
}

/** One line for each thing that is not as it should be. */
export function differences(found: Observed, wanted: Observed): string[] {
  const [a, b] = [flatten(found), flatten(wanted)]
  return [...new Set([...a.keys(), ...b.keys()])]
    .filter((key) => a.get(key) !== b.get(key))
    .map((key) => `${key}: wanted ${b.get(key) ?? 'nothing'}, found ${a.get(key) ?? 'nothing'}`)
}

function flatten({ slots, gate, considered, commits, reviews, others }: Observed): Map<string, string> {
  const named = [...Object.entries(slots), ...Object.entries(considered), ...Object.entries(reviews)]
  return new Map([
    ...named.map(([name, value]) => [name, canonical(value)] as const),
    ['gate', String(gate)],
    ['commits', String(commits)],
    ['other files', others],
  ])
}
