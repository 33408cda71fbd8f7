import type { Oid } from '@slipway/git'
import type { Decision, View } from '../../change/change-config-repo.ts'
import { ConfigRepoError } from '../../config-repo-error.ts'
import type { History } from '../../history/history.ts'
import { promoteTitle } from '../promote-message.ts'
import type { PromoteFacts } from '../promote-facts.ts'
import type { PromotePlan } from '../promote-plan.ts'
import type { PromoteRequest } from '../promote-request.ts'
import { isUnderReview } from './is-under-review.ts'
import { othersCommits } from './others-commits.ts'
import { reviewBody } from './review-body.ts'

/** What a review is made from. */
export interface ReviewFacts {
  readonly plan: PromotePlan
  readonly facts: PromoteFacts
  readonly branch: string
  readonly request: PromoteRequest
  readonly history: History
}

/**
 * Puts a plan onto a review branch: a new one, or in the place of what the same command made before. A branch that has all of
 * it already stays. Throws `taken` when somebody else's commits are on it.
 */
export async function reviewOf(view: View, review: ReviewFacts): Promise<Decision<PromotePlan>> {
  const { plan, branch } = review
  if (plan.message === null) return { plan }
  const ref = `refs/heads/${branch}`
  const found = await view.ref(ref)
  const described = {
    branch,
    replaces: found ?? null,
    title: promoteTitle(plan),
    body: await reviewBody(view.tip, review),
  }
  if (found === undefined)
    return { plan: { ...plan, review: described }, branch: { ref, expected: undefined } }
  const { request, history } = review
  if (await isUnderReview(view, plan, { location: request.location, commit: found, history }))
    return { plan: { ...plan, outcome: 'under review', files: {}, message: null, review: described } }
  await refuseOthers(review, found)
  return { plan: { ...plan, review: described }, branch: { ref, expected: found } }
}

async function refuseOthers({ branch, history, request, plan }: ReviewFacts, found: Oid): Promise<void> {
  const [other] = await othersCommits(history, { location: request.location, tip: plan.tip, found })
  if (other === undefined) return
  throw new ConfigRepoError(
    'taken',
    `Cannot renew the review branch "${branch}", as it has a commit that is not a promotion ("${other.subject}"): delete it, or name another one with --branch`,
  )
}
