import { ConfigRepoError } from '../config-repo-error.ts'
import { assertServiceName } from '../names/name.ts'
import { environmentFolder, kustomizationPath, releasePath } from '../layout/paths.ts'
import type { Tip } from '../remote/tip.ts'
import { readOverlay, type Overlay } from '../snapshot/overlay.ts'
import type { WantedService } from './promote-facts.ts'
import type { SkippedService } from './promote-plan.ts'
import type { PromoteRequest } from './promote-request.ts'

/** The services of a promotion with their overlays in both environments. */
export interface ChosenServices {
  readonly chosen: readonly ChosenService[]
  readonly skipped: readonly SkippedService[]
}

/** A service to promote; an overlay that is `undefined` is not there. */
export interface ChosenService extends WantedService {
  readonly source: Overlay | undefined
  readonly target: Overlay | undefined
}

/**
 * Finds the services that a request means, in the order of their names. A part of all that has no release yet, or no overlay in
 * the target, is skipped; one that was asked for by name is not. Throws `unknown-release`, `invalid-name` and what is invalid.
 */
export async function chooseServices(
  tip: Tip,
  { from, to, services, release }: PromoteRequest & { from: string },
): Promise<ChosenServices> {
  const named = typeof services === 'string' ? await listServices(tip, from) : services
  const all = await readBoth(tip, { from, to, services: named.toSorted(byName) })
  if (typeof services !== 'string') return { chosen: all, skipped: [] }
  if (services === 'all') {
    const skipped = all.flatMap(skippedOf)
    const isSkipped = new Set(skipped.map(({ service }) => service))
    return { chosen: all.filter(({ service }) => !isSkipped.has(service)), skipped }
  }
  const chosen = all.filter(({ source }) => source?.release?.release === release)
  if (chosen.length > 0) return { chosen, skipped: [] }
  const message = `Cannot promote the release "${release}": no service in "${from}" came with it`
  throw new ConfigRepoError('unknown-release', message)
}

function skippedOf({ service, source, target }: ChosenService): SkippedService[] {
  if (!source?.release) return [{ service, reason: 'never released' }]
  return target ? [] : [{ service, reason: 'no overlay' }]
}

async function listServices(tip: Tip, environment: string): Promise<WantedService[]> {
  const paths = await tip.list([environmentFolder(environment)])
  return paths
    .flatMap((path) => /^overlays\/[^/]+\/([^/]+)\/kustomization\.yaml$/.exec(path)?.[1] ?? [])
    .map((service) => ({ service }))
}

async function readBoth(
  tip: Tip,
  { from, to, services }: { from: string; to: string; services: readonly WantedService[] },
): Promise<ChosenService[]> {
  for (const { service } of services) assertServiceName(service)
  const paths = services.flatMap(({ service }) =>
    [from, to].flatMap((name) => [kustomizationPath(name, service), releasePath(name, service)]),
  )
  const texts = await tip.read(paths)
  return services.map((wanted) => ({
    ...wanted,
    source: readOverlay(from, wanted.service, texts),
    target: readOverlay(to, wanted.service, texts),
  }))
}

function byName(a: WantedService, b: WantedService): number {
  return a.service < b.service ? -1 : 1
}
