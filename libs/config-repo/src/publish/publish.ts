import { GitError, type Author, type Oid, type Repository } from '@slipway/git'
import { kustomizationPath, releasePath, settingsPath } from '../layout/paths.ts'
import { assertServiceName } from '../names/name.ts'
import { consideredRef, readConsidered } from '../remote/considered.ts'
import { reportGitFailures } from '../remote/git-failure.ts'
import type { ConfigRepoLocation } from '../remote/location.ts'
import { retryWhenTipMoves, type RetryOptions } from '../remote/push-retrying.ts'
import { withScratch, type ScratchOptions } from '../remote/scratch.ts'
import { fetchTip, type Tip } from '../remote/tip.ts'
import { findEnvironment } from '../settings/settings.ts'
import { readOverlay, type Overlay } from '../snapshot/overlay.ts'
import { settingsOf, type ConfigRepoFiles } from '../snapshot/read-snapshot.ts'
import { applyPublish } from './apply-publish.ts'
import type { ImageToPublish, PublishFacts, Source } from './facts.ts'
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
export interface PublishOptions extends PlanOptions, RetryOptions, Omit<ScratchOptions, 'configuredAs'> {
  /** Plans and pushes nothing. */
  readonly dryRun?: boolean | undefined
  /** Whom the commit names; whom Git is configured to name when left out. */
  readonly author?: Author | undefined
}

/** What a publish did: the plan that was applied, and the commit that it made. */
export interface PublishResult {
  readonly plan: PublishPlan
  /** `null` when there was nothing to commit, or for a dry run. */
  readonly commit: Oid | null
}

/**
 * Makes the digests of images what an environment runs, as one commit on the config repo's newest one, and records
 * which source commit was considered, in the same atomic push. Planned anew, on the new tip, when somebody else was
 * faster. Throws ConfigRepoError; then nothing was pushed.
 */
export async function publish(request: PublishRequest, options: PublishOptions = {}): Promise<PublishResult> {
  const scratchOptions = { ...options, configuredAs: request.sourceRepository }
  return reportGitFailures(() =>
    withScratch(scratchOptions, (scratch) =>
      retryWhenTipMoves(options, async () => {
        const { facts, consideredOid } = await settleFacts(scratch, request, options)
        const plan = planPublish(facts, options)
        if (options.dryRun) return { plan, commit: null }
        const { location } = request
        return {
          plan,
          commit: await applyPublish(scratch, plan, { location, consideredOid, author: options.author }),
        }
      }),
    ),
  )
}

interface Settled {
  facts: PublishFacts
  /** What the ref in the config repo points to. */
  consideredOid: Oid | undefined
}

async function settleFacts(
  scratch: Repository,
  request: PublishRequest,
  options: PlanOptions,
): Promise<Settled> {
  const { environment, workspace, source, sourceRepository } = request
  const ref = consideredRef(environment, workspace)
  const tip = await fetchTipWithSource(scratch, request, ref)
  const consideredOid = await scratch.resolve(`refs/fetched/${ref}`)
  const considered = consideredOid ? await readConsidered(scratch, consideredOid) : null
  const order = await orderSources(sourceRepository, source.commit, considered, sourceUrl(request))
  findEnvironment(settingsOf(await tip.read([settingsPath])), environment)
  const images = isSuperseded(order, options) ? [] : await findImages(request, tip)
  return {
    facts: {
      environment,
      workspace,
      source,
      considered,
      order,
      images,
      overlays: await readOverlays(tip, environment, images),
      tip: tip.commit,
    },
    consideredOid,
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

/**
 * In the repository of the source, the source commit comes in the same round trip, so that the ref can point to it. It
 * may not be there yet, and not every server gives commits by their id: then a marker stands for it.
 */
async function fetchTipWithSource(scratch: Repository, request: PublishRequest, ref: string): Promise<Tip> {
  const { location, source } = request
  // With a wildcard, as a ref that is not there yet is no failure then.
  const refspec = `+${ref}*:refs/fetched/${ref}*`
  if (location.folder === '') return fetchTip(scratch, location, [refspec])
  try {
    return await fetchTip(scratch, location, [refspec, source.commit])
  } catch (error) {
    if (!(error instanceof GitError) || error.code !== 'unknown-revision') throw error
    return fetchTip(scratch, location, [refspec])
  }
}

function sourceUrl({ sourceUrl: url, location }: PublishRequest): string | undefined {
  return url ?? (location.folder === '' ? undefined : location.url)
}
