import type { Problem } from './problem.ts'

/** What can make an operation on a config repo impossible. */
export const configRepoErrorCodes = [
  'invalid-name',
  'invalid-ref',
  'invalid-settings',
  'invalid-release',
  'invalid-kustomization',
  'no-settings',
  'no-branch',
  'no-images-entry',
  'no-overlay',
  'unknown-environment',
  'unknown-release',
  'not-promotable',
  'unrelated-history',
  'needs-hotfix',
  'reverted',
  'unknown-source',
  'never-released',
  'no-earlier-build',
  'unknown-build',
  'ambiguous-build',
  'invalid-time',
  'invalid-reason',
  'not-text',
  'shallow',
  'taken',
  'contended',
  'locked',
  'timed-out',
  'in-doubt',
  'unreachable',
  'permission-denied',
  'no-identity',
  'signing-failed',
  'rejected',
  'git-failed',
] as const

/** One of `configRepoErrorCodes`. */
export type ConfigRepoErrorCode = (typeof configRepoErrorCodes)[number]

/** Thrown by everything here; `problems` has a place in a file for each thing that is wrong in somebody's text. */
export class ConfigRepoError extends Error {
  override readonly name = 'ConfigRepoError'
  readonly code: ConfigRepoErrorCode
  readonly problems: readonly Problem[]

  constructor(
    code: ConfigRepoErrorCode,
    message: string,
    facts: { problems?: readonly Problem[]; cause?: unknown } = {},
  ) {
    super(message, 'cause' in facts ? { cause: facts.cause } : undefined)
    this.code = code
    this.problems = facts.problems ?? []
  }
}
