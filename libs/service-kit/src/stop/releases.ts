import type { Logger } from 'pino'
import { ServiceError } from '../service-error.ts'

/** Ends something that a service holds. */
export type Release = () => Promise<void> | void

/** What ends with a service, latest first. */
export interface Releases {
  add(release: Release, name?: string): void
  /** Runs all of them, one after the other, also when one fails; throws a `ServiceError` with the code `cannot-release` then. */
  run(): Promise<void>
  /** Names of those that have not ended. */
  open(): string[]
}

/** Releases of a service that holds nothing yet. */
export function createReleases(log: Logger): Releases {
  const waiting: { name: string; release: Release }[] = []
  return {
    add: (release, name = release.name) =>
      void waiting.push({ name: name || `release ${waiting.length + 1}`, release }),
    open: () => waiting.map(({ name }) => name),
    async run() {
      const failed: string[] = []
      for (let last = waiting.at(-1); last; last = waiting.at(-1)) {
        const { name, release } = last
        try {
          await release()
        } catch (err) {
          log.error({ err, release: name }, 'Cannot release')
          failed.push(name)
        }
        waiting.pop()
      }
      if (failed.length > 0) throw new ServiceError('cannot-release', `Cannot release ${failed.join(', ')}`)
    },
  }
}
