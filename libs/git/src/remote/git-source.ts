import type { Oid } from '../oid.ts'
import { runGitText, type GitContext } from '../run/run-git.ts'
import { fetch, fetchObjects } from './fetch.ts'
import { remoteName } from './remote-access.ts'
import { sidesOf, type ObjectSource } from './object-source.ts'

/**
 * Brings objects by `git fetch`: for every server, transport and configuration that Git knows. It brings all folders at once, as it has no
 * way to ask for some.
 */
export class GitSource implements ObjectSource {
  readonly #context: GitContext
  readonly #url: string

  constructor(context: GitContext, url: string) {
    this.#context = context
    this.#url = url
  }

  async fetchTips(refspecs: readonly string[]): Promise<Map<string, Oid>> {
    await fetch(this.#context, this.#url, refspecs, { depth: 1, filter: 'blob:none', prune: true })
    await this.#forgetRemote()
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
    await this.#forgetRemote()
  }

  async bring(oids: readonly Oid[]): Promise<void> {
    if (oids.length === 0) return
    await fetchObjects(this.#context, this.#url, oids)
    await this.#forgetRemote()
  }

  /** A fetch that leaves something out notes where the rest is, and then whoever reads what is not here fetches it, one by one. */
  async #forgetRemote(): Promise<void> {
    await runGitText(this.#context, ['config', '--local', '--remove-section', `remote.${remoteName}`], {
      purpose: 'forget the remote',
      answers: [0, 128],
    })
  }

  async [Symbol.asyncDispose](): Promise<void> {}
}
