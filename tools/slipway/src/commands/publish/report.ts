import { shortDigest, type HeldService, type PublishPlan } from '@slipway/config-repo'
import type { PublishedWorkspace } from '../../publish/publish-workspace.ts'

/** What to print on stdout. */
export function reportOf(published: PublishedWorkspace, { json }: { json?: boolean }): string {
  const { plan, commit } = published
  return json
    ? `${JSON.stringify({ ...plan, commit }, undefined, 2)}\n`
    : `${describePlan(plan, commit).join('\n')}\n`
}

/** What to print on stdout of a branch or a tag that is not published. */
export function reportNoRoute(reason: string, { ref, json }: { ref?: string; json?: boolean }): string {
  return json
    ? `${JSON.stringify({ outcome: 'no route', ref, reason, commit: null }, undefined, 2)}\n`
    : `nothing to publish, as ${reason}\n`
}

/** What a person may want to do next, if anything. */
export function hintOf({
  commit,
  location,
}: Pick<PublishedWorkspace, 'commit' | 'location'>): string | undefined {
  if (commit === null || location.folder === '') return undefined
  return `The commit is on "${location.branch}" of "origin", and your branch is behind it now: run "git pull"`
}

function describePlan(plan: PublishPlan, commit: string | null): string[] {
  const name = nameIn(plan)
  return [
    ...describeChanges(plan, name),
    ...plan.held.map((held) => describeHeld(held, name(held))),
    ...plan.reverted.map(
      (service) =>
        `${name(service)} stays at ${shortDigest(service.runs)}: ${shortDigest(service.wanted)} was reverted (--again publishes it)`,
    ),
    ...plan.newer.map(
      (service) =>
        `${name(service)} stays at ${shortDigest(service.runs)}, which was promoted from a newer commit, ${service.commit} (--allow-older publishes this one)`,
    ),
    ...plan.ended.map((service) => `${name(service)} is held no longer: the time of its hold is over`),
    ...describeOutcome(plan, commit),
  ]
}

type Name = (service: { readonly environment: string; readonly service: string }) => string

/** Services by their name, with their environment where there are several. */
function nameIn({ environments }: PublishPlan): Name {
  return ({ environment, service }) => (environments.length === 1 ? service : `${environment}/${service}`)
}

function describeChanges({ changes }: PublishPlan, name: Name): string[] {
  const width = Math.max(0, ...changes.map((change) => name(change).length))
  return changes.map((change) => {
    const notes = [
      ...(change.reverted === null ? [] : [`over a revert of ${shortDigest(change.reverted)}`]),
      ...(change.hotfix === null ? [] : ['hotfix']),
    ]
    const note = notes.length > 0 ? `  (${notes.join(', ')})` : ''
    return `${name(change).padEnd(width)}  ${shortDigest(change.from)} → ${shortDigest(change.to)}${note}`
  })
}

function describeHeld({ state, reason, until, found, pending }: HeldService, name: string): string {
  const why = state === 'held' ? `"${reason}"${until === null ? '' : `, until ${until}`}` : state
  const next = pending === null ? '' : `, ${shortDigest(pending)} is pending`
  return `${name} is held: ${why}, it runs ${shortDigest(found)}${next}`
}

function describeOutcome(plan: PublishPlan, commit: string | null): string[] {
  const superseded = plan.environments.filter(({ outcome }) => outcome === 'superseded')
  const dropped = superseded.map(
    ({ environment, considered }) =>
      `dropped, as ${plan.source.commit} is older than ${considered.from}, which was considered last for ${environment} (--allow-older publishes it)`,
  )
  return [...dropped, ...describeCommit(plan, commit)]
}

function describeCommit({ outcome, environments }: PublishPlan, commit: string | null): string[] {
  const namesWith = (...wanted: string[]) =>
    environments
      .filter((planned) => wanted.includes(planned.outcome))
      .map(({ environment }) => environment)
      .join(' and ')
  switch (outcome) {
    case 'publish': {
      const where = namesWith('publish')
      return [
        commit === null
          ? `would be published to ${where}, as this is a dry run`
          : `published to ${where}: ${commit}`,
      ]
    }
    case 'record': {
      const where = namesWith('record')
      return [
        commit === null
          ? `nothing to publish to ${where}, and the releases would be noted, as this is a dry run`
          : `nothing to publish to ${where}, noted in the releases: ${commit}`,
      ]
    }
    case 'nothing to publish':
      return [`nothing to publish to ${namesWith('nothing to publish')}`]
    default:
      return []
  }
}
