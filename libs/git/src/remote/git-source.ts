import { GitError } from '../git-error.ts'
import type { Oid } from '../oid.ts'
import { runGitText, type GitContext } from '../run/run-git.ts'
import { fetch, fetchObjects, fetchWhole } from './fetch.ts'
import { sidesOf, type ObjectSource } from './object-source.ts'

/** As a server says that it gives what refs point to, and no object by its id. */
const refusesIds = /unadvertised object|not our ref/

/**
 * Brings objects by `git fetch`: for every server, transport and configuration that Git knows. It brings all folders at once, as it has no
 * way to ask for some.
 */
export class GitSource implements ObjectSource {
  readonly #context: GitContext
  readonly #url: string
  #tips: readonly string[] = []

  constructor(context: GitContext, url: string) {
    this.#context = context
    this.#url = url
  }

  async fetchTips(refspecs: readonly string[]): Promise<Map<string, Oid>> {
    this.#tips = refspecs
    await fetch(this.#context, this.#url, refspecs, { depth: 1, filter: 'blob:none', prune: true })
    const names = refspecs.map((refspec) => sidesOf(refspec).here)
    const text = await runGitText(
      this.#context,
      [
        'for-each-ref',
        '--format=%(objectname) %(refname)',
        ...names.map((name) => name.replace(/\*$/, '**')),
      ],
      { purpose: 'list what was fetched' },
    )
    const lines = text.split('\n').filter(Boolean)
    return new Map(lines.map((line) => [line.slice(line.indexOf(' ') + 1), line.slice(0, line.indexOf(' '))]))
  }

  async fetchHistory(branch: string): Promise<void> {
    await fetch(this.#context, this.#url, [`+refs/heads/${branch}:refs/history/tip`], { filter: 'blob:none' })
  }

  async bring(oids: readonly Oid[]): Promise<void> {
    if (oids.length === 0) return
    try {
      await fetchObjects(this.#context, this.#url, oids)
    } catch (error) {
      if (!(error instanceof GitError) || !refusesIds.test(error.stderr) || this.#tips.length === 0)
        throw error
      await fetchWhole(this.#context, this.#url, this.#tips)
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {}
}
