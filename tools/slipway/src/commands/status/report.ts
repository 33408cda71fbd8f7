import type { EnvironmentStatus, ServiceStatus, Status } from '@slipway/config-repo'
import { tableCommit, tableDigest, tableTime } from '../../terminal/short.ts'
import { tableLines, type Cell, type TableTarget } from '../../terminal/table.ts'

/** What to print of a status: a table for each environment, cut where the terminal ends. */
export function reportStatus({ environments, newestSource }: Status, target: TableTarget): string[] {
  return environments.flatMap((environment, index) => [
    ...(index > 0 ? [''] : []),
    target.paint('bold', titleOf(environment, newestSource)),
    ...tableLines(rowsOf(environment), target),
  ])
}

function titleOf({ environment, after }: EnvironmentStatus, newest: string | null): string {
  const source = newest === null ? 'the source' : `the source at ${tableCommit(newest)}`
  return `${environment}, after ${after === 'source' ? source : after}`
}

function rowsOf({ services }: EnvironmentStatus): Cell[][] {
  const titles = ['SERVICE', 'RUNS', 'SINCE', 'SOURCE', 'BEHIND', 'NOTES']
  return [titles.map((text): Cell => ({ text, style: 'dim' })), ...services.map(rowOf)]
}

function rowOf(service: ServiceStatus): Cell[] {
  return [
    service.service,
    service.runs === null ? '-' : tableDigest(service.runs),
    service.since === null ? '-' : tableTime(service.since),
    tableCommit(service.source?.commit) || '-',
    describeBehind(service),
    { text: notesOf(service).join('; '), style: service.state === 'released' ? 'yellow' : 'red' },
  ]
}

function describeBehind({ behind, state, source }: ServiceStatus): Cell {
  if (state === 'never released' || source === null) return '-'
  if (behind === null) return 'unknown'
  const { commits, ahead, days } = behind
  const parts = [
    commits > 0 ? plural(commits, 'commit') : '',
    days > 0 ? plural(days, 'day') : '',
    ahead > 0 ? `${ahead} ahead` : '',
  ].filter(Boolean)
  return parts.length > 0 ? { text: parts.join(', '), style: 'yellow' } : '0'
}

function plural(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? '' : 's'}`
}

function notesOf({ state, hold, edit, pending, hotfix, release, problem }: ServiceStatus): string[] {
  const end = hold?.until === undefined ? 'until resumed' : `until ${tableTime(hold.until)}`
  return [
    problem ?? '',
    state === 'never released' ? 'never released' : '',
    edit ? `edited by hand${by(edit.author)}, was ${tableDigest(edit.released)}` : '',
    hold ? (state === 'hold is over' ? `hold is over: ${hold.reason}` : `held ${end}: ${hold.reason}`) : '',
    pending
      ? `pending ${tableDigest(pending.digest)}${pending.hotfix ? `, a hotfix: ${pending.hotfix.reason}` : ''}`
      : '',
    hotfix ? describeHotfix(hotfix) : '',
    release === null ? '' : `release ${release}`,
  ].filter(Boolean)
}

function by(author: string | null): string {
  return author === null ? '' : ` by ${author}`
}

function describeHotfix({ reason, caughtUp }: NonNullable<ServiceStatus['hotfix']>): string {
  if (caughtUp) return `hotfix, caught up with: ${reason}`
  return caughtUp === null ? `hotfix: ${reason}` : `hotfix that the environment before lacks: ${reason}`
}
