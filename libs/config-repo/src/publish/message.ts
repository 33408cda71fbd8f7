import type { Source } from './facts.ts'
import type { ServiceChange } from './publish-plan.ts'

/** What a commit's message tells. */
export interface MessageFacts {
  readonly environment: string
  readonly workspace: string
  readonly source: Source
  readonly changes: readonly ServiceChange[]
}

/** The message of a publish: a summary, a table of services with old and new digest, trailers for programs. */
export function publishMessage({ environment, workspace, source, changes }: MessageFacts): string {
  const [first] = changes
  const what = changes.length === 1 ? first?.service : `${changes.length} services`
  const width = Math.max(...changes.map(({ service }) => service.length))
  const rows = changes.map(
    ({ service, from, to }) => `${service.padEnd(width)} | ${short(from)} → ${short(to)}`,
  )
  const trailers = [
    `Slipway-Environment: ${environment}`,
    `Slipway-Workspace: ${workspace}`,
    `Slipway-Source: ${source.commit}`,
  ]
  return [`Publish ${what} to ${environment}`, rows.join('\n'), trailers.join('\n')].join('\n\n')
}

/** Enough of a digest to tell it from others; the whole one is in the diff. */
function short(digest: string | null): string {
  return digest === null ? 'none' : digest.slice(0, 'sha256:'.length + 12)
}
