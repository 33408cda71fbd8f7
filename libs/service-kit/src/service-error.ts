/** Why a service could not start. */
export type ServiceErrorCode = 'invalid-settings' | 'cannot-listen'

/** One environment variable that is missing or wrong. The value is left out, as it may be a secret. */
export interface SettingProblem {
  variable: string
  message: string
}

/** Thrown when a service cannot start; `problems` holds every wrong variable when the settings are why. */
export class ServiceError extends Error {
  override readonly name = 'ServiceError'
  readonly code: ServiceErrorCode
  readonly problems: readonly SettingProblem[]

  constructor(
    code: ServiceErrorCode,
    message: string,
    facts: { problems?: readonly SettingProblem[]; cause?: unknown } = {},
  ) {
    super(message, { cause: facts.cause })
    this.code = code
    this.problems = facts.problems ?? []
  }
}
