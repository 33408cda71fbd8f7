import type { Dispatcher } from 'undici'

/** One request of a load; GET without a body unless it says otherwise. */
export interface LoadRequest {
  /** With the query. */
  readonly path: string
  readonly method?: Dispatcher.HttpMethod
  readonly headers?: Record<string, string>
  readonly body?: string | Buffer
}

/** What is sent, where to, and until when. */
export interface Load {
  /** Such as `http://127.0.0.1:3000`. */
  readonly origin: string
  /** The request of this number, counted from 0. */
  readonly request: (index: number) => LoadRequest
  /** Keep-alive connections at most, one request at a time on each. */
  readonly connections: number
  /** How long requests are begun; those under way are waited for. */
  readonly durationMs: number
  /** Begins no further request once it is aborted. */
  readonly signal?: AbortSignal
  /** After which a request counts as failed; 30 s by default. */
  readonly timeoutMs?: number
}
