/** The codes of all problems, sorted. */
export const problemCodes = [
  'alias-limit',
  'already-there',
  'bad-argument',
  'bad-field-value',
  'cycle',
  'deprecated-field',
  'duplicate-resource',
  'file-not-found',
  'folder-not-found',
  'invalid-patch',
  'invalid-resource',
  'invalid-selector',
  'invalid-yaml',
  'kustomization-empty',
  'kustomization-missing',
  'kustomization-several',
  'limit-exceeded',
  'merge-conflict',
  'name-conflict',
  'not-there',
  'outside-boundary',
  'outside-root',
  'patch-failed',
  'patch-target-missing',
  'reference-ambiguous',
  'replacement-failed',
  'unknown-field',
  'unreadable-file',
  'unsupported',
  'variable-unresolved',
  'wrong-kind',
  'wrong-type',
] as const

/** What can be wrong; the list is closed, so a caller can switch over it. */
export type ProblemCode = (typeof problemCodes)[number]

/** Something wrong in a user's files, or a warning about them. */
export interface Problem {
  readonly code: ProblemCode
  readonly message: string
  /** Absolute path of the file, empty when the problem belongs to no file. */
  readonly file: string
  /** Counted from 1; 0 when unknown. */
  readonly line: number
  /** Counted from 1; 0 when unknown. */
  readonly column: number
}

/** A place in a file, both numbers counted from 1. */
export interface Position {
  readonly file: string
  readonly line: number
  readonly column: number
}
