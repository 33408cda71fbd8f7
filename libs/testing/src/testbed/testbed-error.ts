/** Why the testbed could not do what a test asked for. */
export type TestbedErrorCode = 'program-missing' | 'program-ended' | 'deadline-passed'

/** A real program is missing, ended by itself, or did not become ready in time; the message ends with what it said last. */
export class TestbedError extends Error {
  override name = 'TestbedError'
  readonly code: TestbedErrorCode

  constructor(code: TestbedErrorCode, message: string, options?: ErrorOptions) {
    super(message, options)
    this.code = code
  }
}
