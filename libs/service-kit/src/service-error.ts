import type { OpenRequestFacts } from './server/open-request.ts'

/** Why a service could not start, or not stop in peace. */
export type ServiceErrorCode = 'invalid-settings' | 'cannot-listen' | 'stop-deadline' | 'cannot-release'

/** One environment variable that is missing or wrong. The value is left out, as it may be a secret. */
export interface SettingProblem {
  variable: string
  message: string
}

/** What had not ended when a service had to. */
export interface StillOpen {
  requests: readonly OpenRequestFacts[]
  /** Names of what was registered with `onStop`. */
  releases: readonly string[]
}

/** Facts of a `ServiceError`; each belongs to one code. */
interface ServiceErrorFacts {
  problems?: readonly SettingProblem[]
  open?: StillOpen
  cause?: unknown
}

/**
 * Thrown when a service cannot start or stop. `problems` holds every wrong variable when the settings are why, `open` what kept it
 * from stopping in time.
 */
export class ServiceError extends Error {
  override readonly name = 'ServiceError'
  readonly code: ServiceErrorCode
  readonly problems: readonly SettingProblem[]
  readonly open: StillOpen | undefined

  constructor(code: ServiceErrorCode, message: string, facts: ServiceErrorFacts = {}) {
    super(message, { cause: facts.cause })
    this.code = code
    this.problems = facts.problems ?? []
    this.open = facts.open
  }
}
