import {
  deadlineAfter,
  publish,
  usualTimeoutMs,
  type ConfigRepoFiles,
  type ConfigRepoLocation,
  type ImageToPublish,
  type Overrides,
  type PublishResult,
} from '@slipway/config-repo'
import { withoutCredentials } from '@slipway/git'
import { configRepoCache } from '../cache-folder.ts'
import type { Environment } from '../environment.ts'
import { CheckedResults } from './check-results.ts'
import { findAlike, type PublishedTree } from './find-alike.ts'
import { findImages } from './find-images.ts'
import { openSource } from './open-source.ts'
import { readEnvironmentOverlays } from './environment-overlays.ts'

/** What to publish: the images of a workspace, to one environment or several. */
export interface WorkspacePublish extends Overrides {
  readonly workspace: string
  readonly environmentNames: readonly string[]
  /** The commit to publish; HEAD, clean, when left out. */
  readonly source?: string | undefined
  readonly dryRun?: boolean | undefined
  /** Milliseconds for all of it; five minutes when left out. */
  readonly timeoutMs?: number | undefined
  readonly environment: Environment
}

/** What was published, and where to. */
export interface PublishedWorkspace extends PublishResult {
  readonly location: ConfigRepoLocation
}

/**
 * Publishes the images of a workspace as they are at a commit. Nothing of that commit is run: its files are read as
 * data. Throws SlipwayError, ConfigRepoError, GitError or OciError; then nothing was pushed.
 */
export async function publishWorkspace(request: WorkspacePublish): Promise<PublishedWorkspace> {
  const { again, allowOlder, forceUnrelated, hotfix, dryRun, timeoutMs = usualTimeoutMs } = request
  const git = { signal: deadlineAfter(timeoutMs) }
  const { own, commit, tree, name, url, location } = await openSource(request.workspace, request.source, git)
  const { workspace, environment } = request
  const checked = new CheckedResults(tree, { workspace, environment })
  const result = await publish(
    {
      location,
      environments: request.environmentNames,
      workspace: name,
      source: { repository: withoutCredentials(url ?? ''), commit },
      images: (files, environmentName) =>
        gatherImages({ ...request, ...git, own, tree, environmentName }, checked, files),
      sourceRepository: own,
      sourceUrl: url,
    },
    {
      again,
      allowOlder,
      forceUnrelated,
      hotfix,
      dryRun,
      timeoutMs,
      git,
      author: environment.author,
      cache: configRepoCache(environment),
    },
  )
  return { ...result, location }
}

interface Gathering extends WorkspacePublish, PublishedTree {
  readonly environmentName: string
  readonly signal: AbortSignal
}

async function gatherImages(
  gathering: Gathering,
  checked: CheckedResults,
  files: ConfigRepoFiles,
): Promise<ImageToPublish[]> {
  const { workspace, environment, environmentName, signal } = gathering
  const { settings, overlays } = await readEnvironmentOverlays(files, environmentName, await checked.names())
  const services = await checked.withResults(new Set(overlays.map(({ service }) => service)))
  return await findImages(services, {
    workspace,
    environment,
    settings,
    overlays,
    signal,
    findAlike: (service, builds) => findAlike(service, builds, gathering),
  })
}
