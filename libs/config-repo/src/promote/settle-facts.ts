import { ConfigRepoError } from '../config-repo-error.ts'
import { settingsPath } from '../layout/paths.ts'
import { findTakingBack } from '../history/find-taking-back.ts'
import type { History } from '../history/history.ts'
import { runsOf, type ReleaseEvent } from '../history/release-event.ts'
import type { Tip } from '../remote/tip.ts'
import { findEnvironment, type Settings } from '../settings/settings.ts'
import { settingsOf } from '../snapshot/read-snapshot.ts'
import { chooseServices, type ChosenService } from './choose-services.ts'
import { findCandidate, type CandidateSearch } from './find-candidate.ts'
import { BuildOrders } from './order-builds.ts'
import type { PromotionOverride } from './override.ts'
import { pastBuilds } from './past-builds.ts'
import type { PromoteFacts, ServiceFacts } from './promote-facts.ts'
import type { SkippedService } from './promote-plan.ts'
import type { PromoteRequest } from './promote-request.ts'
import { ReleaseEvents } from './release-events.ts'

/** What facts are read from, beside the request. */
export interface FactSources {
  readonly tip: Tip
  /** Asked only where it has to tell something. */
  readonly history: History
  readonly overrides: readonly PromotionOverride[]
  readonly now: Date
}

/** Reads everything that a promotion depends on. Throws `not-promotable`, `unknown-environment`, `unknown-release` and what is invalid. */
export async function settleFacts(
  request: PromoteRequest,
  { tip, history, overrides, now }: FactSources,
): Promise<{ facts: PromoteFacts; skipped: readonly SkippedService[] }> {
  const settings = settingsOf(await tip.read([settingsPath]))
  const { to, release } = request
  const gates = findEnvironment(settings, to).gates
  const from = findEnvironment(settings, request.from ?? environmentBefore(settings, to)).name
  const { chosen, skipped } = await chooseServices(tip, { ...request, from })
  const names = chosen.map(({ service }) => service)
  const search: CandidateSearch = {
    from,
    elsewhere: settings.environments.map(({ name }) => name).filter((name) => name !== from),
    tip: tip.commit,
    now,
    events: new ReleaseEvents(history, tip.commit, names),
    needsTime: gates?.minimumTime !== undefined,
    allowsHandEdits: overrides.includes('allow-held'),
  }
  const orders = new BuildOrders(request.source)
  const services: ServiceFacts[] = []
  for (const one of chosen) services.push(await factsOf(one, { ...search, to }, orders))
  return { facts: { from, to, settings, release, services, tip: tip.commit, now }, skipped }
}

async function factsOf(
  { service, source, target, digest: wanted }: ChosenService,
  search: CandidateSearch & { readonly to: string },
  orders: BuildOrders,
): Promise<ServiceFacts> {
  const candidate = await findCandidate({ service, source, target, digest: wanted }, search)
  const past = async () => pastBuilds(await search.events.of(service, search.from)).map(({ build }) => build)
  const order = candidate && (await orders.of(candidate.build, target?.release, past))
  const takenBack = candidate && (await takenBackOf({ service, target, ...candidate.build }, search))
  return { service, source, target, wanted, candidate, order: order ?? 'unknown', takenBack }
}

/** The history tells, which is not read for a service that runs the build already. */
async function takenBackOf(
  { service, target, digest }: Pick<ChosenService, 'service' | 'target'> & { readonly digest: string },
  { events, to }: CandidateSearch & { readonly to: string },
): Promise<ReleaseEvent | undefined> {
  if (!target || runsOf(target) === digest) return undefined
  return findTakingBack(await events.of(service, to), digest)
}

function environmentBefore(settings: Settings, to: string): string {
  const names = settings.environments.map(({ name }) => name)
  const before = names[names.indexOf(to) - 1]
  if (before !== undefined) return before
  throw new ConfigRepoError('not-promotable', `Cannot promote to "${to}": no environment comes before it`)
}
