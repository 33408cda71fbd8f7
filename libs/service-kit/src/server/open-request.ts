import type { IncomingMessage } from 'node:http'

/** What is told of a request that did not end in time; no path, which may hold a secret. */
export interface OpenRequestFacts {
  method: string
  /** The pattern of its route, as far as it is known. */
  route: string
  ageMs: number
}

/** A request whose answer is not over. */
export class OpenRequest {
  readonly #method: string
  readonly #since = performance.now()
  /** Gives the pattern of the route; set by whoever knows. */
  findRoute: () => string = () => 'unmatched'

  constructor({ method = '' }: IncomingMessage) {
    this.#method = method
  }

  describe(): OpenRequestFacts {
    return {
      method: this.#method,
      route: this.findRoute(),
      ageMs: Math.round(performance.now() - this.#since),
    }
  }
}
