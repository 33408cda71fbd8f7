import { Agent, get, request, type ClientRequest, type RequestOptions } from 'node:http'
import { setTimeout as delay } from 'node:timers/promises'

/** One process behind the balancer. */
export class Replica {
  ready = false
  readonly firstReady: Promise<void>
  readonly #url: string
  readonly #agent = new Agent({ keepAlive: true })
  readonly #closed = new AbortController()

  constructor(url: string, readyUrl: string, pollMs: number) {
    this.#url = url
    const { promise, resolve } = Promise.withResolvers<void>()
    this.firstReady = promise
    void this.#watch(readyUrl, pollMs, resolve)
  }

  request(options: RequestOptions): ClientRequest {
    return request(this.#url, { ...options, agent: this.#agent })
  }

  close(): void {
    this.#closed.abort()
    this.#agent.destroy()
  }

  async #watch(readyUrl: string, pollMs: number, onReady: () => void): Promise<void> {
    while (!this.#closed.signal.aborted) {
      this.ready = (await isReady(readyUrl)) ?? this.ready
      if (this.ready) onReady()
      await delay(pollMs, undefined, { ref: false })
    }
  }
}

/** Gives nothing when the answer takes its time, on a busy machine: that tells neither. */
function isReady(url: string): Promise<boolean | undefined> {
  const { promise, resolve } = Promise.withResolvers<boolean | undefined>()
  get(url, { timeout: 1000 }, (response) => {
    response.resume()
    resolve(response.statusCode === 200)
  })
    .on('timeout', () => resolve(undefined))
    .on('error', () => resolve(false))
  return promise
}
