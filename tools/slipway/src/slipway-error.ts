import type { Problem } from '@slipway/config-repo'

/** What can make a command or a target of Slipway impossible. */
export const slipwayErrorCodes = [
  'no-workspace',
  'invalid-options',
  'not-a-service',
  'no-lockfile',
  'not-locked',
  'no-main',
  'bundle-failed',
  'uncovered-input',
  'no-compiler',
  'kernel-failed',
  'stale-module',
  'native-code',
  'no-base',
  'no-platform',
  'docker-failed',
  'no-buildkit',
  'no-secret',
  'no-result',
  'invalid-result',
  'stale-result',
  'dirty-tree',
  'unknown-commit',
  'no-overlay',
  'not-built',
  'gate-failed',
  'not-pushed',
  'no-attestation',
  'wrong-usage',
  'invalid-name',
  'taken',
  'taken-port',
  'no-settings',
  'no-dockerfile',
  'outside-workspace',
] as const

/** One of `slipwayErrorCodes`. */
export type SlipwayErrorCode = (typeof slipwayErrorCodes)[number]

/** Thrown by everything in this package; `problems` has a place in a file for each thing that is wrong in one. */
export class SlipwayError extends Error {
  override readonly name = 'SlipwayError'
  readonly code: SlipwayErrorCode
  readonly problems: readonly Problem[]

  constructor(
    code: SlipwayErrorCode,
    message: string,
    facts: { problems?: readonly Problem[]; cause?: unknown } = {},
  ) {
    super(message, 'cause' in facts ? { cause: facts.cause } : undefined)
    this.code = code
    this.problems = facts.problems ?? []
  }
}
