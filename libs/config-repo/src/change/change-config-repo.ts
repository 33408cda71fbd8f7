import type { Author, RefUpdate, Repository } from '@slipway/git'
import { reportGitFailures } from '../remote/git-failure.ts'
import type { ConfigRepoLocation } from '../remote/location.ts'
import { retryWhenTipMoves, type RetryOptions } from '../remote/push-retrying.ts'
import { withScratch, type ScratchOptions } from '../remote/scratch.ts'
import { fetchTip, type Tip } from '../remote/tip.ts'
import { applyChange } from './apply-change.ts'
import type { Change, Changed } from './change.ts'
import { refuseSurely } from './refuse-surely.ts'
import { deadlineAfter, untilDeadline, usualTimeoutMs } from './deadline.ts'

/** How every verb changes a config repo. */
export interface ChangeOptions extends RetryOptions, ScratchOptions {
  /** Plans and pushes nothing. */
  readonly dryRun?: boolean | undefined
  /** Whom the commit names; whom Git is configured to name when left out. */
  readonly author?: Author | undefined
}

/** A config repo's newest commit, and a repository that has it. */
export interface View {
  readonly tip: Tip
  readonly scratch: Repository
  /** The ref of that name at the config repo, if `refs` asked for it. */
  readonly ref: (name: string) => Promise<string | undefined>
}

/** What a verb has decided. */
export interface Decision<Plan extends Change> {
  readonly plan: Plan
  /** Where the commit goes; onto the branch of the config repo when left out. */
  readonly branch?: { readonly ref: string; readonly expected: string | undefined } | undefined
  /** Makes the other refs that move along, in the same atomic push. Not asked in a dry run. */
  readonly refs?: (() => Promise<readonly RefUpdate[]>) | undefined
}

/** A verb: where it works, and how it decides. */
export interface Verb<Plan extends Change> {
  readonly location: ConfigRepoLocation
  /** Beginnings of the names of refs that the decision depends on. */
  readonly refs?: readonly string[]
  /** Decides on a tip; asked anew when that has moved before the push. */
  readonly decide: (view: View) => Promise<Decision<Plan>>
}

/**
 * Lets a verb decide on the newest commit, and pushes what it decided as one commit, with the refs that move along: all of it or
 * nothing. When somebody else was faster it decides again, until the time is over. Throws ConfigRepoError; then nothing was pushed, unless
 * its code is `in-doubt`.
 */
export async function changeConfigRepo<Plan extends Change>(
  verb: Verb<Plan>,
  options: ChangeOptions = {},
): Promise<Changed<Plan>> {
  const { timeoutMs = usualTimeoutMs, git } = options
  const signal = deadlineAfter(timeoutMs, git?.signal)
  return reportGitFailures(() =>
    withScratch(verb.location, { ...options, git: { ...git, signal } }, (scratch) =>
      retryWhenTipMoves({ ...options, timeoutMs, signal }, () =>
        attempt(verb, { ...options, scratch, signal }),
      ),
    ),
  )
}

async function attempt<Plan extends Change>(
  { location, refs = [], decide }: Verb<Plan>,
  { scratch, signal, dryRun, author, git }: ChangeOptions & { scratch: Repository; signal: AbortSignal },
): Promise<Changed<Plan>> {
  // With a wildcard, as a ref that is not there yet is no failure then.
  const refspecs = refs.map((ref) => `+${ref}*:refs/fetched/${ref}*`)
  const tip = await fetchTip(scratch, location, refspecs)
  const ref = async (name: string) => tip.refs.get(`refs/fetched/${name}`)
  const decision = await untilDeadline(signal, () => decide({ tip, scratch, ref })).catch((error: unknown) =>
    refuseSurely(error, tip, () => fetchTip(scratch, location, refspecs)),
  )
  const { plan } = decision
  if (dryRun) return { plan, commit: null }
  return { plan, commit: await applyChange(scratch, decision, { location, author, git }) }
}
