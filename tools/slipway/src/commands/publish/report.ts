import type { PublishPlan } from '@slipway/config-repo'
import type { PublishedWorkspace } from '../../publish/publish-workspace.ts'

/** What to print on stdout. */
export function reportOf(published: PublishedWorkspace, { json }: { json?: boolean }): string {
  const { plan, commit } = published
  return json
    ? `${JSON.stringify({ ...plan, commit }, undefined, 2)}\n`
    : `${describePlan(plan, commit).join('\n')}\n`
}

/** What a person may want to do next, if anything. */
export function hintOf({ commit, location }: PublishedWorkspace): string | undefined {
  if (commit === null || location.folder === '') return undefined
  return `The commit is on "${location.branch}" of "origin", and your branch is behind it now: run "git pull"`
}

function describePlan(plan: PublishPlan, commit: string | null): string[] {
  const held = plan.held.map(
    ({ service, reason, found }) => `${service} is held: ${reason}, it runs ${short(found)}`,
  )
  if (plan.outcome === 'superseded') return [describeSuperseded(plan)]
  if (plan.outcome === 'nothing to publish') return [...held, `nothing to publish to ${plan.environment}`]
  const outcome =
    commit === null
      ? `would be published to ${plan.environment}, as this is a dry run`
      : `published to ${plan.environment}: ${commit}`
  return [...describeChanges(plan), ...held, outcome]
}

function describeSuperseded({ environment, source, considered }: PublishPlan): string {
  return `dropped, as ${source.commit} is older than ${considered.from}, which was considered last for ${environment} (--allow-older publishes it)`
}

function describeChanges({ changes }: PublishPlan): string[] {
  const width = Math.max(...changes.map(({ service }) => service.length))
  return changes.map(({ service, from, to }) => `${service.padEnd(width)}  ${short(from)} → ${short(to)}`)
}

const digitsShown = 12

function short(digest: string | null): string {
  return digest === null ? 'none' : digest.slice(0, 'sha256:'.length + digitsShown)
}
