import type { Oid } from '@slipway/git'
import type { History } from '../history/history.ts'
import type { ReleaseEvent } from '../history/release-event.ts'

/** What happened to the services of a promotion, by environment and service; read when it is first asked for, for all services at once. */
export class ReleaseEvents {
  readonly #history: History
  readonly #at: Oid
  readonly #services: readonly string[]
  readonly #read = new Map<string, Promise<readonly ReleaseEvent[]>>()

  constructor(history: History, at: Oid, services: readonly string[]) {
    this.#history = history
    this.#at = at
    this.#services = services
  }

  /** The events of one service in an environment, newest first. */
  async of(service: string, environment: string): Promise<readonly ReleaseEvent[]> {
    const query = { environment, services: this.#services }
    const read = this.#read.get(environment) ?? this.#history.releases(this.#at, query)
    this.#read.set(environment, read)
    return (await read).filter((event) => event.service === service)
  }
}
