import path from 'node:path/posix'
import { SlipwayError } from '../slipway-error.ts'

/** Where the config repo is: a folder of the workspace's own repository, or a branch of another one. */
export type ConfigRepoLocation =
  | { readonly kind: 'folder'; readonly folder: string }
  | { readonly kind: 'remote'; readonly url: string; readonly branch: string }

const defaultBranch = 'main'

/**
 * Reads the option `configRepo`: a Git URL, an `user@host:path` and an absolute path are another repository, with
 * `#branch` at the end or `main`; anything else is a folder of the workspace, '' the whole of it. Throws
 * `invalid-options` when the folder lies outside.
 */
export function parseConfigRepo(text: string): ConfigRepoLocation {
  if (isRemote(text)) {
    const [url = '', branch = ''] = text.split('#', 2)
    return { kind: 'remote', url, branch: branch === '' ? defaultBranch : branch }
  }
  const folder = path.normalize(text).replace(/\/$/, '')
  if (folder !== '..' && !folder.startsWith('../'))
    return { kind: 'folder', folder: folder === '.' ? '' : folder }
  throw new SlipwayError(
    'invalid-options',
    `Cannot use "${text}" as the option "configRepo": wanted a folder of the workspace or a Git URL`,
  )
}

function isRemote(text: string): boolean {
  return /^[a-z][a-z0-9+.-]*:\/\//i.test(text) || /^[^/\s]+@[^/\s:]+:/.test(text) || text.startsWith('/')
}
