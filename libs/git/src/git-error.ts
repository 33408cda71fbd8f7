/** What can make a Git operation impossible. */
export type GitErrorCode =
  | 'no-git'
  | 'not-a-repository'
  | 'unknown-revision'
  | 'missing-object'
  | 'invalid-path'
  | 'path-conflict'
  | 'no-identity'
  | 'signing-failed'
  | 'shallow'
  | 'unreachable'
  | 'permission-denied'
  | 'tip-moved'
  | 'rejected'
  | 'aborted'
  | 'failed'

/** What Git was asked, and what it said. Neither holds the credentials of a URL. */
export interface GitFailure {
  /** The command, without `git` and without the options that every command gets. */
  command: readonly string[]
  stderr: string
  exitCode: number | undefined
}

/** Thrown by everything here. */
export class GitError extends Error {
  override readonly name = 'GitError'
  readonly code: GitErrorCode
  readonly command: readonly string[]
  readonly stderr: string
  readonly exitCode: number | undefined

  constructor(code: GitErrorCode, message: string, failure: Partial<GitFailure> & { cause?: unknown } = {}) {
    super(message, 'cause' in failure ? { cause: failure.cause } : undefined)
    this.code = code
    this.command = failure.command ?? []
    this.stderr = failure.stderr ?? ''
    this.exitCode = failure.exitCode
  }
}
