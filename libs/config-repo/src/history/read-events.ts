import type { Commit, ComparedCommit, Oid } from '@slipway/git'
import { ConfigRepoError } from '../config-repo-error.ts'
import { environmentFolder, kustomizationPath, releasePath } from '../layout/paths.ts'
import { pathInRepository, type ConfigRepoLocation } from '../remote/location.ts'
import { readOverlay, type Overlay } from '../snapshot/overlay.ts'
import { eventActionOf } from './event-action.ts'
import { findTouches, type OverlayFiles, type Touch, type TouchFacts } from './find-touches.ts'
import type { HistoryQuery } from './history.ts'
import { reasonOf, sameRelease } from './what-changed.ts'
import { isMove, type ReleaseEvent } from './release-event.ts'
import type { TextStore } from './text-store.ts'
import type { TrunkStep } from './trunk.ts'

/** What to read events of, and from. */
export interface EventSource {
  readonly texts: TextStore
  readonly location: ConfigRepoLocation
  readonly at: Oid
  readonly query: HistoryQuery
  readonly trunk: readonly TrunkStep[]
}

/** How many commits are compared, and how many changes read, before it is asked whether that is enough. */
const fewCommits = 250
const manyCommits = 4000
const manyTouches = 500

/** The releases up to a commit, the newest first. */
export async function readEvents(source: EventSource): Promise<ReleaseEvent[]> {
  const { trunk, query } = source
  const limit = query.limit ?? Number.POSITIVE_INFINITY
  const paths = pathsOf(query)
  const facts = await startAt(source, paths)
  const placed = paths.map((path) => pathInRepository(source.location, path))
  const events: ReleaseEvent[] = []
  const touchesAtOnce = Math.min(manyTouches, 2 * limit)
  let commitsAtOnce = query.limit === undefined ? manyCommits : fewCommits
  const isEnough = () => events.length >= limit || (query.newestMoves === true && haveMoved(events, query))
  for (let from = 0; from < trunk.length && !isEnough();) {
    const steps = trunk.slice(from, from + commitsAtOnce)
    const differences = await source.texts.repository.readDifferences(steps.flatMap(comparisons), placed)
    const touches = findTouches(steps, differences, facts)
    for (let at = 0; at < touches.length && !isEnough(); at += touchesAtOnce)
      events.push(...(await describeTouches(source, touches.slice(at, at + touchesAtOnce))))
    from += commitsAtOnce
    commitsAtOnce = manyCommits
  }
  return events.slice(0, limit)
}

function haveMoved(events: readonly ReleaseEvent[], { services = [] }: HistoryQuery): boolean {
  const moved = new Set(events.filter(isMove).map(({ service }) => service))
  return services.every((service) => moved.has(service))
}

async function startAt({ texts, location, at, query }: EventSource, paths: string[]): Promise<TouchFacts> {
  const { environment } = query
  const found = await texts.list(at, paths)
  const services = query.services && new Set(query.services)
  const wanted = (service: string) => services?.has(service) ?? true
  const files = new Map<string, OverlayFiles>()
  for (const path of found.keys()) {
    const service = /^overlays\/[^/]+\/([^/]+)\/kustomization\.yaml$/.exec(path)?.[1]
    if (service === undefined || !wanted(service)) continue
    const release = found.get(releasePath(environment, service))
    files.set(service, { kustomization: found.get(path), release })
  }
  return { folder: pathInRepository(location, `${environmentFolder(environment)}/`), wanted, files }
}

/** Git looks at each path in each commit, so many are more work than the folder that has them all. */
function pathsOf({ services = [], environment }: HistoryQuery): string[] {
  if (services.length === 0 || services.length > 20) return [environmentFolder(environment)]
  return services.flatMap((service) => [
    kustomizationPath(environment, service),
    releasePath(environment, service),
  ])
}

function comparisons({ commit, before, merged }: TrunkStep): ComparedCommit[] {
  return [{ commit, with: before }, ...merged.map(({ oid, parents }) => ({ commit: oid, with: parents[0] }))]
}

async function describeTouches(source: EventSource, touches: readonly Touch[]): Promise<ReleaseEvent[]> {
  const { texts, query } = source
  const files = touches.flatMap(({ before, after }) => [before, after])
  await texts.bring(files.flatMap(({ kustomization, release }) => [kustomization, release]))
  const changed = touches.flatMap((touch) => {
    const overlay = (ids: OverlayFiles) => overlayOf(texts, query.environment, touch.service, ids)
    const [before, after] = [overlay(touch.before), overlay(touch.after)]
    return sameRelease(before, after) ? [] : [{ touch, before, after }]
  })
  const commits = await texts.repository.readCommits(changed.map(({ touch }) => touch.origin))
  return changed.map((change, index) => eventOf(query.environment, change, commits[index]))
}

function eventOf(
  environment: string,
  { touch, before, after }: { touch: Touch; before: Overlay | undefined; after: Overlay | undefined },
  commit: Commit | undefined,
): ReleaseEvent {
  const { name = '', email = '' } = commit?.author ?? {}
  const message = commit?.message ?? ''
  return {
    environment,
    service: touch.service,
    commit: touch.step.commit,
    origin: touch.origin,
    time: new Date(touch.step.time * 1000),
    author: { name, email },
    action: eventActionOf(message, environment, { before, after }),
    reason: reasonOf(message, { before, after }),
    before,
    after,
  }
}

/** What an overlay said, `undefined` when it was not released, or when nobody could have read it. */
function overlayOf(
  texts: TextStore,
  environment: string,
  service: string,
  files: OverlayFiles,
): Overlay | undefined {
  const kustomization = texts.read(files.kustomization)
  const release = texts.read(files.release)
  if (kustomization === undefined || release === undefined) return undefined
  const both = new Map([
    [kustomizationPath(environment, service), kustomization],
    [releasePath(environment, service), release],
  ])
  try {
    return readOverlay(environment, service, both)
  } catch (error) {
    if (error instanceof ConfigRepoError) return undefined
    throw error
  }
}
