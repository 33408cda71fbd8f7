import { GitError, type GitErrorCode } from '@slipway/git'
import { ConfigRepoError, type ConfigRepoErrorCode } from '../config-repo-error.ts'

const codes: Partial<Record<GitErrorCode, ConfigRepoErrorCode>> = {
  aborted: 'timed-out',
  'no-identity': 'no-identity',
  'permission-denied': 'permission-denied',
  rejected: 'rejected',
  shallow: 'shallow',
  'signing-failed': 'signing-failed',
  unreachable: 'unreachable',
}

/** Runs `action`; what Git refuses is thrown as a ConfigRepoError. A lost race (`tip-moved`) passes as it is. */
export async function reportGitFailures<T>(action: () => Promise<T>): Promise<T> {
  try {
    return await action()
  } catch (error) {
    if (!(error instanceof GitError) || error.code === 'tip-moved') throw error
    throw new ConfigRepoError(codes[error.code] ?? 'git-failed', error.message, { cause: error })
  }
}
