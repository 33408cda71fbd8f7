import type { IncomingMessage, ServerResponse } from 'node:http'

/** What is told of a request that did not end in time; no path, which may hold a secret. */
export interface OpenRequestFacts {
  method: string
  /** The pattern of its route, as far as it is known. */
  route: string
  ageMs: number
}

/** Follows one request. */
export interface RequestFollower {
  /** The pattern of its route. */
  readonly route: string
  /** The answer is over, or will not come any more. */
  end(): void
}

/** A connection of a server: several requests run on it only when a client sends ahead. */
export interface Connection {
  running: number
  /** The newest answer on it, which may be over. */
  newest: ServerResponse | undefined
}

/** A request whose answer is not over. */
export class OpenRequest {
  readonly request: IncomingMessage
  readonly connection: Connection | undefined
  readonly #since = performance.now()
  /** Set by whoever knows more of the request. */
  follower: RequestFollower | undefined

  constructor(request: IncomingMessage, connection: Connection | undefined) {
    this.request = request
    this.connection = connection
  }

  describe(): OpenRequestFacts {
    return {
      method: this.request.method ?? '',
      route: this.follower?.route ?? 'unmatched',
      ageMs: Math.round(performance.now() - this.#since),
    }
  }
}
