import type { Digest } from './digest/digest.ts'

/** What can make an operation on an image impossible. */
export type OciErrorCode =
  | 'invalid-name'
  | 'invalid-digest'
  | 'invalid-path'
  | 'invalid-layout'
  | 'invalid-manifest'
  | 'invalid-archive'
  | 'invalid-credentials'
  | 'no-image'
  | 'no-platform'
  | 'no-libraries'
  | 'digest-mismatch'
  | 'size-mismatch'
  | 'locked'
  | 'unauthorized'
  | 'unreachable'
  | 'aborted'
  | 'registry-failed'

/** Where it went wrong, as far as that is known. */
export interface OciErrorFacts {
  cause?: unknown
  /** The blob or manifest that it is about. */
  digest?: Digest
  /** The file or folder that it is about. */
  file?: string
  /** The HTTP status that a registry gave. */
  status?: number
  /** The registry that refused us. */
  host?: string
  /** Milliseconds that a registry asks to wait. */
  retryAfter?: number | undefined
}

/** Thrown by everything here. No message or field holds a credential. */
export class OciError extends Error {
  override readonly name = 'OciError'
  readonly code: OciErrorCode
  readonly digest: Digest | undefined
  readonly file: string | undefined
  readonly status: number | undefined
  readonly host: string | undefined
  readonly retryAfter: number | undefined

  constructor(code: OciErrorCode, message: string, facts: OciErrorFacts = {}) {
    super(message, facts.cause === undefined ? undefined : { cause: facts.cause })
    this.code = code
    this.digest = facts.digest
    this.file = facts.file
    this.status = facts.status
    this.host = facts.host
    this.retryAfter = facts.retryAfter
  }
}
