import { GitError, type Oid } from '@slipway/git'
import type { Build } from '../release/build.ts'
import { bringCommit } from '../remote/bring-commit.ts'
import type { BuildOrder } from './promote-facts.ts'
import type { PromoteRequest } from './promote-request.ts'

/**
 * How builds stand to those that run: by the source's history where a clone knows both commits, else by which of them the
 * environment before ran first.
 */
export class BuildOrders {
  readonly #source: PromoteRequest['source']
  /** Many services have the same two commits. */
  readonly #known = new Map<string, Promise<BuildOrder | undefined>>()

  constructor(source: PromoteRequest['source']) {
    this.#source = source
  }

  /** `past` gives what the environment before ran, newest first; it is asked only when no clone tells. */
  async of(
    build: Build,
    runs: Build | undefined,
    past: () => Promise<readonly Build[]>,
  ): Promise<BuildOrder> {
    if (runs === undefined) return 'first'
    if (build.source.commit === runs.source.commit || build.digest === runs.digest) return 'same'
    const order = await this.#ofCommits(build.source.commit, runs.source.commit)
    return order ?? orderInPast(build, runs, await past())
  }

  #ofCommits(commit: Oid, runs: Oid): Promise<BuildOrder | undefined> {
    const key = `${commit} ${runs}`
    const known = this.#known.get(key) ?? orderCommits(commit, runs, this.#source)
    this.#known.set(key, known)
    return known
  }
}

/** `undefined` where no clone can tell: there is none, it is shallow, or the commits are of other repositories. */
async function orderCommits(
  commit: Oid,
  runs: Oid,
  source: PromoteRequest['source'],
): Promise<BuildOrder | undefined> {
  if (!source) return undefined
  const { repository, url } = source
  try {
    for (const wanted of [commit, runs]) {
      if (!(await bringCommit(repository, url, wanted))) return undefined
    }
    if (await repository.isAncestor(runs, commit)) return 'newer'
    if (await repository.isAncestor(commit, runs)) return 'older'
    return (await repository.isRelated(commit, runs)) ? 'diverged' : undefined
  } catch (error) {
    if (error instanceof GitError && cannotTell.has(error.code)) return undefined
    throw error
  }
}

const cannotTell = new Set(['shallow', 'unknown-revision', 'unreachable', 'permission-denied'])

/** By the first time that each ran: a rollback brings an old build back, and does not make it newer. */
function orderInPast(build: Build, runs: Build, past: readonly Build[]): BuildOrder {
  const wanted = past.findLastIndex((other) => isSame(build, other))
  const found = past.findLastIndex((other) => isSame(runs, other))
  if (wanted < 0 || found < 0) return 'unknown'
  return wanted < found ? 'newer' : 'older'
}

function isSame(a: Build, b: Build): boolean {
  return a.digest === b.digest && a.source.commit === b.source.commit
}
