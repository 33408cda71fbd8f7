import type { AffectedPart } from '@slipway/config-repo'
import type { Affected } from '../../affected/find-affected.ts'

const reasonsShown = 3

/** What is affected, for a person: a part of the graph, its members, and why each of them is. */
export function reportOf(affected: Affected): string {
  const overlays = affected.overlays.map(({ environment, service, ...rest }) => ({
    name: `${environment}/${service}`,
    ...rest,
  }))
  const parts: [title: string, members: readonly AffectedPart[]][] = [
    ['projects', affected.projects],
    ['images', affected.images],
    ['bases', affected.bases],
    ['components', affected.components],
    ['overlays', overlays],
    ['environments', affected.environments],
  ]
  const lines = parts.flatMap(([title, members]) =>
    members.length === 0 ? [] : [title, ...members.map(describe)],
  )
  return lines.length === 0 ? 'nothing is affected\n' : `${lines.join('\n')}\n`
}

function describe({ name, change, reasons }: AffectedPart): string {
  const shown = reasons.slice(0, reasonsShown).join(', ')
  const others = reasons.length > reasonsShown ? ` and ${reasons.length - reasonsShown} more` : ''
  const why = reasons.length === 0 ? '' : `: ${shown}${others}`
  return `  ${name}${change === 'changed' ? '' : ` (${change})`}${why}`
}
