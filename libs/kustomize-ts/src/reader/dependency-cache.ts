import { isWithin } from './loader.ts'
import type { ReadLog } from './read-log.ts'

/** Keeps results until a path that they depend on changes. */
export class DependencyCache<Result> {
  readonly #results = new Map<string, Result>()
  readonly #dependents = new Map<string, Dependents>()

  get(key: string): Result | undefined {
    return this.#results.get(key)
  }

  /** Keeps a result, which depends on all that was looked at for it. */
  set(key: string, result: Result, { probes }: ReadLog): void {
    this.#results.set(key, result)
    for (const [path, kind] of probes) {
      const known = this.#dependents.get(path)
      if (known === undefined)
        this.#dependents.set(path, { isFolder: kind === 'directory', keys: new Set([key]) })
      else known.keys.add(key)
    }
  }

  /** Drops what depends on a path, on something below it, or on its folder, where that was no folder before. */
  forget(changed: string): void {
    for (const [path, { isFolder, keys }] of this.#dependents) {
      if (!isWithin(path, changed) && (isFolder || !isWithin(changed, path))) continue
      this.#dependents.delete(path)
      for (const key of keys) this.#results.delete(key)
    }
  }

  clear(): void {
    this.#results.clear()
    this.#dependents.clear()
  }
}

/** The results that depend on a path, and what was there. */
interface Dependents {
  readonly isFolder: boolean
  readonly keys: Set<string>
}
