import { shortDigest, type Changed, type ResumedService, type ResumePlan } from '@slipway/config-repo'
import { describeOutcome } from '../verb.ts'

/** What to print of a resume. */
export function reportResume(changed: Changed<ResumePlan>): string[] {
  const { changes, unchanged, skipped } = changed.plan
  return [
    ...changes.map(describeService),
    ...skipped.map(
      ({ environment, service }) =>
        `${environment}/${service}  was edited by hand since, so it stays (slipway resume ${service} --env ${environment})`,
    ),
    ...unchanged.map(({ environment, service }) => `${environment}/${service}  is not held`),
    describeOutcome(changed, {
      done: 'resumed',
      would: 'would be resumed',
      nothing: 'nothing to resume',
    }),
  ]
}

function describeService(change: ResumedService): string {
  const { environment, service, from, to, deploys, dropped, endsHandEdit } = change
  const why = deploys === 'pending' ? 'which was pending' : 'which release.yaml says'
  const runs =
    deploys === 'nothing new'
      ? `goes on with ${shortDigest(to)}`
      : `${shortDigest(from)} → ${shortDigest(to)}, ${why}`
  return [
    `${environment}/${service}  ${runs}`,
    ...(endsHandEdit ? ['the edit by hand ends'] : []),
    ...(dropped === null ? [] : [`${shortDigest(dropped)} is no longer pending`]),
  ].join('; ')
}
