import type { Repository } from '@slipway/git'
import type { Changed } from '../change/change.ts'
import { changeConfigRepo, type ChangeOptions, type View } from '../change/change-config-repo.ts'
import { readReason } from '../hold/read-reason.ts'
import { consideredRef } from '../remote/considered.ts'
import type { ConfigRepoLocation } from '../remote/location.ts'
import type { ConfigRepoFiles } from '../snapshot/read-snapshot.ts'
import type { ImageToPublish, Source } from './facts.ts'
import { moveConsidered } from './move-considered.ts'
import type { Overrides } from './overrides.ts'
import { planPublish } from './plan-publish.ts'
import type { PublishPlan } from './publish-plan.ts'
import { settleFacts } from './settle-facts.ts'

/** What to publish, and where. */
export interface PublishRequest {
  readonly location: ConfigRepoLocation
  /** One or more: all of them in one commit, or none. */
  readonly environments: readonly string[]
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
 * Finds the images to publish to an environment, given the files of the config repo's newest commit: asked anew on every tip, and
 * not at all for a build that is superseded.
 */
export type FindImages = (files: ConfigRepoFiles, environment: string) => Promise<readonly ImageToPublish[]>

/** How to publish. */
export interface PublishOptions extends Overrides, Omit<ChangeOptions, 'configuredAs'> {
  /** The time to plan at; now when left out. */
  readonly now?: Date | undefined
}

/** What a publish did: the plan that was applied, and the commit that it made. */
export type PublishResult = Changed<PublishPlan>

/**
 * Makes the digests of images what environments run, as one commit on the config repo's newest one, and records
 * which source commit was considered, in the same atomic push. Planned anew, on the new tip, when somebody else was
 * faster. Throws ConfigRepoError; then nothing was pushed.
 */
export async function publish(request: PublishRequest, given: PublishOptions = {}): Promise<PublishResult> {
  const { location, environments, workspace, sourceRepository } = request
  const { hotfix } = given
  const options = { ...given, hotfix: hotfix && { reason: readReason(hotfix.reason) } }
  const decide = async (view: View) => {
    const facts = await settleFacts(view, request, { ...options, now: options.now ?? new Date() })
    const plan = planPublish(facts, options)
    return { plan, refs: () => moveConsidered(view, { plan, facts, author: options.author }) }
  }
  const refs = [...new Set(environments)].map((environment) => consideredRef(environment, workspace))
  return changeConfigRepo({ location, refs, decide }, { ...options, configuredAs: sourceRepository })
}
