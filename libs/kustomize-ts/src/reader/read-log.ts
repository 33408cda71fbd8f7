import type { PathKind } from './file-reader.ts'

/** What a build, or a part of one, has read and what it has looked for. */
export class ReadLog {
  readonly #paths = new Set<string>()
  readonly #probes = new Map<string, PathKind | undefined>()
  readonly #folders: string[] = []

  /** A file or folder that was read, by real path. */
  add(path: string): void {
    this.#paths.add(path)
  }

  /** A path that was looked at, and what was there. */
  addProbe(path: string, kind: PathKind | undefined): void {
    this.#probes.set(path, kind)
  }

  /** A folder whose kustomization was opened. */
  addFolder(path: string): void {
    this.add(path)
    this.#folders.push(path)
  }

  /** Takes over what another log has, as if it had happened here. */
  addAll(other: ReadLog): void {
    for (const path of other.#paths) this.#paths.add(path)
    for (const [path, kind] of other.#probes) this.#probes.set(path, kind)
    this.#folders.push(...other.#folders)
  }

  /** Every file and folder that was read, each once, in reading order. */
  get paths(): string[] {
    return [...this.#paths]
  }

  /** Every path that the result depends on, also those where nothing was found, and what was there. */
  get probes(): ReadonlyMap<string, PathKind | undefined> {
    return this.#probes
  }

  get folders(): readonly string[] {
    return this.#folders
  }
}
