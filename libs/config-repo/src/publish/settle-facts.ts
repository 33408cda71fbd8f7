import type { Oid } from '@slipway/git'
import type { View } from '../change/change-config-repo.ts'
import { environmentFolder, kustomizationPath, releasePath, settingsPath } from '../layout/paths.ts'
import { assertServiceName } from '../names/name.ts'
import { consideredRef, readConsidered } from '../remote/considered.ts'
import type { ScratchOptions } from '../remote/scratch.ts'
import type { Tip } from '../remote/tip.ts'
import { publishedEnvironments } from '../routes/find-destination.ts'
import { findEnvironment } from '../settings/settings.ts'
import { readOverlay, type Overlay } from '../snapshot/overlay.ts'
import { settingsOf } from '../snapshot/read-snapshot.ts'
import type {
  EnvironmentFacts,
  EnvironmentState,
  ImageToPublish,
  PublishFacts,
  SourceOrder,
} from './facts.ts'
import { findTakenBack } from './find-taken-back.ts'
import { orderSources } from './order-sources.ts'
import { assertWelcome, isSuperseded, type Overrides } from './overrides.ts'
import type { PublishRequest } from './publish.ts'

/** Finds out what a publish depends on, as it is at a tip. Throws as soon as the publish is sure to be refused. */
export async function settleFacts(
  view: View,
  request: PublishRequest,
  options: Overrides & Pick<ScratchOptions, 'cache' | 'git'> & { now: Date },
): Promise<PublishFacts> {
  const { workspace, source, location, sourceRepository } = request
  const states = await orderEnvironments(view, request)
  for (const state of states) assertWelcome(state, source, options)
  const environments: EnvironmentFacts[] = []
  for (const state of states) {
    const images = isSuperseded(state, options) ? [] : await findImages(request, view.tip, state.environment)
    const overlays = await readOverlays(view.tip, state.environment, images)
    const newer = options.allowOlder ? [] : await findNewer(request, overlays)
    const place = { ...options, location, configuredAs: sourceRepository, tip: view.tip.commit }
    const takenBack = await findTakenBack({ ...state, images, overlays }, place)
    environments.push({ ...state, images, overlays, newer, takenBack })
  }
  return { workspace, source, environments, tip: view.tip.commit, now: options.now }
}

async function orderEnvironments(view: View, request: PublishRequest): Promise<EnvironmentState[]> {
  // The folders of the environments are wanted next, and come along.
  const folders = request.environments.map(environmentFolder)
  const settings = settingsOf(await view.tip.read([settingsPath, ...folders]))
  const published = publishedEnvironments(settings)
  const states: EnvironmentState[] = []
  for (const environment of new Set(request.environments)) {
    findEnvironment(settings, environment)
    const order = await orderEnvironment(view, request, environment)
    states.push({ environment, isPromotedTo: !published.has(environment), ...order })
  }
  return states
}

async function orderEnvironment(
  { scratch, ref }: View,
  request: PublishRequest,
  environment: string,
): Promise<Pick<EnvironmentState, 'considered' | 'order'>> {
  const oid = await ref(consideredRef(environment, request.workspace))
  const considered = oid === undefined ? null : await readConsidered(scratch, oid)
  return { considered, order: await orderTo(request, considered?.commit ?? null) }
}

function orderTo(
  { source, sourceRepository, sourceUrl, location }: PublishRequest,
  commit: Oid | null,
): Promise<SourceOrder> {
  // In the workspace's own repository, where the source comes from and where it is published to are the same.
  const url = sourceUrl ?? (location.folder === '' ? undefined : location.url)
  return orderSources(sourceRepository, source.commit, commit, url)
}

/** What was promoted here, the ref does not tell: a hotfix of an older commit would take it back. */
async function findNewer(request: PublishRequest, overlays: readonly Overlay[]): Promise<string[]> {
  const promoted = overlays.flatMap(({ service, release }) =>
    release?.promoted && release.source.repository === request.source.repository
      ? [[service, release.source.commit] as const]
      : [],
  )
  const older = new Set<Oid>()
  for (const commit of new Set(promoted.map(([, oid]) => oid))) {
    if ((await orderTo(request, commit)) === 'older') older.add(commit)
  }
  return promoted.filter(([, commit]) => older.has(commit)).map(([service]) => service)
}

async function findImages(
  { images }: PublishRequest,
  tip: Tip,
  environment: string,
): Promise<readonly ImageToPublish[]> {
  const found = typeof images === 'function' ? await images(tip, environment) : images
  for (const { service } of found) assertServiceName(service)
  return found
}

async function readOverlays(
  tip: Tip,
  environment: string,
  images: readonly ImageToPublish[],
): Promise<Overlay[]> {
  const texts = await tip.read(
    images.flatMap(({ service }) => [
      kustomizationPath(environment, service),
      releasePath(environment, service),
    ]),
  )
  return images.flatMap(({ service }) => readOverlay(environment, service, texts) ?? [])
}
