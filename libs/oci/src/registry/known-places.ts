import { mkdir, readFile } from 'node:fs/promises'
import path from 'node:path'
import { hexOf, type Digest } from '../digest/digest.ts'
import { replaceFile } from '../layout/blob-file.ts'
import { withLock } from '../layout/lock.ts'
import { OciError } from '../oci-error.ts'
import { checkHost, checkRepository } from '../store/names.ts'

/** Waiting longer than this for somebody else's upload may be slower than another one. */
const patience = 10 * 60_000
const repositoriesKept = 4

/**
 * Remembers in a folder which repositories of a registry have a blob, so that another one can take it over, and lets
 * only one process of this machine upload it. What it remembers is a hint: the registry has the last word.
 */
export class KnownPlaces {
  readonly #directory: string

  constructor(directory: string, host: string) {
    // "[::1]:5000" is a name as good as any other.
    this.#directory = path.join(directory, checkHost(host))
  }

  /** The repositories that had a blob, the newest first. */
  async find(digest: Digest): Promise<string[]> {
    try {
      const names: unknown = JSON.parse(await readFile(this.#file(digest), 'utf8'))
      return Array.isArray(names) ? names.map((name) => checkRepository(String(name))) : []
    } catch {
      return []
    }
  }

  /** Remembers that a repository has a blob, where the folder can be written to. */
  async add(digest: Digest, repository: string): Promise<void> {
    const known = await this.find(digest)
    if (known[0] === repository) return
    const names = [repository, ...known.filter((name) => name !== repository)].slice(0, repositoriesKept)
    await this.#makeDirectory()
    await replaceFile(this.#file(digest), JSON.stringify(names)).catch(() => undefined)
  }

  /**
   * Does something about a blob while nobody else on this machine does. After ten minutes, or where the folder cannot be
   * written to, it does so in spite of others.
   */
  async alone<T>(digest: Digest, action: () => Promise<T>): Promise<T> {
    await this.#makeDirectory()
    let isIn = false
    const enter = () => {
      isIn = true
      return action()
    }
    try {
      return await withLock(`${this.#file(digest)}.lock`, enter, patience)
    } catch (error) {
      if (!isIn && error instanceof OciError && error.code === 'locked') return await action()
      throw error
    }
  }

  // No push shall fail because a hint cannot be written down.
  async #makeDirectory(): Promise<void> {
    await mkdir(this.#directory, { recursive: true }).catch(() => undefined)
  }

  #file(digest: Digest): string {
    return path.join(this.#directory, hexOf(digest))
  }
}
