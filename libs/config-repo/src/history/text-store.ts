import type { Oid, Repository } from '@slipway/git'
import { pathInRepository, type ConfigRepoLocation } from '../remote/location.ts'

/** The contents of files, by their ids, each fetched and read once. */
export class TextStore {
  readonly repository: Repository
  readonly #location: ConfigRepoLocation
  readonly #texts = new Map<Oid, string>()

  constructor(repository: Repository, location: ConfigRepoLocation) {
    this.repository = repository
    this.#location = location
  }

  /** Brings contents here, in one round trip; `read` gives them then. */
  async bring(oids: Iterable<Oid | undefined>): Promise<void> {
    const missing = new Set<Oid>()
    for (const oid of oids) if (oid !== undefined && !this.#texts.has(oid)) missing.add(oid)
    if (missing.size === 0) return
    const wanted = [...missing]
    const contents = await this.repository.remote(this.#location.url).readBlobs(wanted)
    for (const [index, oid] of wanted.entries()) this.#texts.set(oid, contents[index]?.toString('utf8') ?? '')
  }

  read(oid: Oid | undefined): string | undefined {
    return oid === undefined ? undefined : this.#texts.get(oid)
  }

  /** The files at or below paths in the config repo at a commit: their ids by their path there. */
  async list(commit: Oid, paths: readonly string[]): Promise<Map<string, Oid>> {
    const prefix = pathInRepository(this.#location, '')
    const wanted = paths.map((path) => prefix + path)
    const entries = await this.repository.listTree(commit, wanted)
    const files = entries.filter(({ type }) => type === 'blob')
    return new Map(files.map(({ path, oid }) => [path.slice(prefix.length), oid]))
  }

  /** The texts of the files at or below paths at a commit. */
  async readAll(commit: Oid, paths: readonly string[]): Promise<Map<string, string>> {
    const found = await this.list(commit, paths)
    await this.bring(found.values())
    return new Map([...found].map(([path, oid]) => [path, this.read(oid) ?? '']))
  }
}
