/** Why a source gave nothing to use. */
export type SourceErrorCode = 'unreachable' | 'unexpected-status' | 'unexpected-body'

/** Thrown when a source cannot be asked or answers something else than wanted. */
export class SourceError extends Error {
  override readonly name = 'SourceError'
  readonly code: SourceErrorCode
  readonly source: string
  /** The status that the source answered, when that is what is wrong. */
  readonly status: number | undefined

  constructor(code: SourceErrorCode, source: string, facts: { status?: number; cause?: unknown }) {
    super(`Cannot use the answer of the ${source} service: ${code}`, { cause: facts.cause })
    this.code = code
    this.source = source
    this.status = facts.status
  }
}
