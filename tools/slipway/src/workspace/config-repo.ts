import type { ConfigRepoLocation } from '@slipway/config-repo'
import type { Repository } from '@slipway/git'
import path from 'node:path'
import { SlipwayError } from '../slipway-error.ts'
import type { WorkspaceFacts } from './workspace-settings.ts'

/**
 * Where the config repo of a workspace is pushed to: its own repository's `origin`, or the repository that `nx.json`
 * names. Throws `no-workspace` when the workspace's repository has no `origin`.
 */
export async function locateConfigRepo(
  { configRepo, branch }: WorkspaceFacts,
  own: Repository,
): Promise<ConfigRepoLocation> {
  if (configRepo.kind === 'remote') return { url: configRepo.url, branch: configRepo.branch, folder: '' }
  const url = await originUrl(own)
  if (url !== undefined) return { url, branch, folder: configRepo.folder }
  throw new SlipwayError(
    'no-workspace',
    `Cannot find the remote "origin" of "${own.directory}": wanted a place to publish to`,
  )
}

/** The URL of a repository's `origin`; a relative path is made absolute, so that it means the same anywhere. */
export async function originUrl(own: Repository): Promise<string | undefined> {
  const url = await own.remoteUrl('origin')
  return url !== undefined && /^\.{1,2}\//.test(url) ? path.resolve(await own.root(), url) : url
}
