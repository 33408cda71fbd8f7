import {
  shortCommit,
  shortDigest,
  type Changed,
  type RestoredConfig,
  type RollbackPlan,
  type RolledBackService,
} from '@slipway/config-repo'
import { describeOutcome } from '../verb.ts'

/** What to print of a rollback. */
export function reportRollback(changed: Changed<RollbackPlan>): string[] {
  const { environment, changes, unchanged, until } = changed.plan
  const end =
    until ?? `"slipway resume ${changes.map(({ service }) => service).join(' ')} --env ${environment}"`
  return [
    ...changes.flatMap(describeService),
    ...unchanged.map(
      (service) => `${service}  was rolled back for that reason before (--to names a build to go further)`,
    ),
    ...(changes.length > 0 ? [`held until ${end}: publish and promote leave it alone`] : []),
    describeOutcome(changed, {
      done: `rolled back in ${environment}`,
      would: `would be rolled back in ${environment}`,
      nothing: `nothing to roll back in ${environment}`,
    }),
  ]
}

function describeService(change: RolledBackService): string[] {
  const { service, from, to, commit, ranSince, source } = change
  const { endsHandEdit, replaces, pending, config } = change
  return [
    `${service}  ${shortDigest(from)} → ${shortDigest(to)}: ran since ${ranSince} (${shortCommit(commit)}), source ${shortCommit(source.commit)}`,
    ...(endsHandEdit ? [`  ends the edit by hand`] : []),
    ...(replaces ? [`  replaces the hold of ${replaces.since}: ${replaces.reason}`] : []),
    ...(pending === null ? [] : [`  ${shortDigest(pending)} stays pending`]),
    ...(config ? describeConfig(config) : []),
  ]
}

function describeConfig({ commit, files, undoes, shared }: RestoredConfig): string[] {
  const undone = undoes.map(
    ({ commit: id, time, author, subject }) => `    ${shortCommit(id)}  ${time}  ${author}: ${subject}`,
  )
  return [
    ...(files.length > 0
      ? [`  restores as of ${shortCommit(commit)}:`, ...files.map((file) => `    ${file}`)]
      : []),
    ...(undone.length > 0 ? ['  undoes:', ...undone] : []),
    ...(shared.length > 0
      ? [
          '  warning: these differ from then and stay, as other environments have them too:',
          ...shared.map((file) => `    ${file}`),
        ]
      : []),
  ]
}
