import {
  describePromotion,
  type ConfigRepoLocation,
  type PromotePlan,
  type PromoteResult,
} from '@slipway/config-repo'

/** What to print on stdout. */
export function reportOf(result: PromoteResult, { json }: { json?: boolean }): string {
  const { plan, commit } = result
  return json ? `${JSON.stringify({ ...plan, commit }, undefined, 2)}\n` : describe(result)
}

/** What to print on stdout of a branch or a tag that is not promoted. */
export function reportNoRoute({ ref, json }: { ref?: string; json?: boolean }): string {
  const reason = `no route of slipway.yaml promotes "${ref}"`
  return json
    ? `${JSON.stringify({ outcome: 'no route', ref, reason, commit: null }, undefined, 2)}\n`
    : `nothing to promote, as ${reason}\n`
}

/** What changes, and for a review its title and body. */
function describe({ plan, commit }: PromoteResult): string {
  const { review, outcome, changes, named, release } = plan
  if (review && outcome === 'promote') return `${review.title}\n\n${review.body}`
  const width = Math.max(0, ...changes.map(({ service }) => service.length))
  const rows = changes.map((change) => `${change.service.padEnd(width)}  ${describePromotion(change)}`)
  const names = named.length === 0 ? [] : [`${named.join(', ')}: runs it already, named ${release}`]
  const skipped = plan.skipped.map(({ service, reason }) => `${service} is left out: ${reason}`)
  return `${[...rows, ...names, ...skipped, describeOutcome(plan, commit)].join('\n')}\n`
}

function describeOutcome({ outcome, review, from, to }: PromotePlan, commit: string | null): string {
  if (outcome === 'nothing to promote') return `nothing to promote from ${from} to ${to}`
  if (outcome === 'under review') return `nothing new: ${review?.branch} has this already`
  if (commit === null) return `would be promoted from ${from} to ${to}, as this is a dry run`
  return `promoted from ${from} to ${to}: ${commit}`
}

/** What happened beside that, or what a person may want to do next. */
export function hintOf({ plan, commit }: PromoteResult, location: ConfigRepoLocation): string | undefined {
  const { review } = plan
  if (review && plan.outcome === 'promote') {
    if (commit === null) return `The branch "${review.branch}" would be pushed, as this is a dry run`
    const what = review.replaces === null ? 'is new' : 'was renewed'
    return `The branch "${review.branch}" ${what}: ${commit}`
  }
  if (commit === null || location.folder === '') return undefined
  return `The commit is on "${location.branch}" of "origin", and your branch is behind it now: run "git pull"`
}
