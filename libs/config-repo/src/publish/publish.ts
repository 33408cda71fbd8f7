import type { Oid, Repository } from '@slipway/git'
import type { Changed } from '../change/change.ts'
import { changeConfigRepo, type ChangeOptions, type View } from '../change/change-config-repo.ts'
import { kustomizationPath, releasePath, settingsPath } from '../layout/paths.ts'
import { assertServiceName } from '../names/name.ts'
import { consideredRef, readConsidered } from '../remote/considered.ts'
import type { ConfigRepoLocation } from '../remote/location.ts'
import type { Tip } from '../remote/tip.ts'
import { findEnvironment } from '../settings/settings.ts'
import { readOverlay, type Overlay } from '../snapshot/overlay.ts'
import { settingsOf, type ConfigRepoFiles } from '../snapshot/read-snapshot.ts'
import type { ImageToPublish, PublishFacts, Source } from './facts.ts'
import { moveConsidered } from './move-considered.ts'
import { orderSources } from './order-sources.ts'
import { isSuperseded, planPublish, type PlanOptions } from './plan-publish.ts'
import type { PublishPlan } from './publish-plan.ts'

/** What to publish, and where. */
export interface PublishRequest {
  readonly location: ConfigRepoLocation
  readonly environment: string
  /** Name of the source workspace: several may share a config repo. */
  readonly workspace: string
  readonly source: Source
  /** The images, or how to find them. */
  readonly images: readonly ImageToPublish[] | FindImages
  /** The clone of the source: it knows which commit comes after which, and how Git is configured here. */
  readonly sourceRepository: Repository
  /** Where that clone came from: a commit that it lacks is fetched there. */
  readonly sourceUrl?: string | undefined
}

/**
 * Finds the images to publish, given the files of the config repo's newest commit: asked anew on every tip, and not at
 * all for a build that is superseded.
 */
export type FindImages = (files: ConfigRepoFiles) => Promise<readonly ImageToPublish[]>

/** How to publish. */
export interface PublishOptions extends PlanOptions, Omit<ChangeOptions, 'configuredAs'> {
  /** The time to plan at; now when left out. */
  readonly now?: Date | undefined
}

/** What a publish did: the plan that was applied, and the commit that it made. */
export type PublishResult = Changed<PublishPlan>

/**
 * Makes the digests of images what an environment runs, as one commit on the config repo's newest one, and records
 * which source commit was considered, in the same atomic push. Planned anew, on the new tip, when somebody else was
 * faster. Throws ConfigRepoError; then nothing was pushed.
 */
export async function publish(request: PublishRequest, options: PublishOptions = {}): Promise<PublishResult> {
  const { location, environment, workspace, sourceRepository } = request
  const ref = consideredRef(environment, workspace)
  const decide = async (view: View) => {
    const consideredOid = await view.ref(ref)
    const facts = await settleFacts(view, request, { ...options, consideredOid })
    const plan = planPublish(facts, options)
    const refs = () => moveConsidered(view.scratch, { plan, facts, consideredOid, author: options.author })
    return { plan, refs }
  }
  return changeConfigRepo({ location, refs: [ref], decide }, { ...options, configuredAs: sourceRepository })
}

async function settleFacts(
  { tip, scratch }: View,
  request: PublishRequest,
  options: PublishOptions & { consideredOid: Oid | undefined },
): Promise<PublishFacts> {
  const { environment, workspace, source, sourceRepository } = request
  const considered = options.consideredOid ? await readConsidered(scratch, options.consideredOid) : null
  const order = await orderSources(
    sourceRepository,
    source.commit,
    considered?.commit ?? null,
    sourceUrl(request),
  )
  findEnvironment(settingsOf(await tip.read([settingsPath])), environment)
  const images = isSuperseded(order, options) ? [] : await findImages(request, tip)
  return {
    environment,
    workspace,
    source,
    considered,
    order,
    images,
    overlays: await readOverlays(tip, environment, images),
    tip: tip.commit,
    now: options.now ?? new Date(),
  }
}

async function findImages({ images }: PublishRequest, tip: Tip): Promise<readonly ImageToPublish[]> {
  const found = typeof images === 'function' ? await images(tip) : images
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

function sourceUrl({ sourceUrl: url, location }: PublishRequest): string | undefined {
  return url ?? (location.folder === '' ? undefined : location.url)
}
