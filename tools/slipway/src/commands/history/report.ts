import type { HistoryEntry } from '@slipway/config-repo'
import { tableCommit, tableDigest, tableTime } from '../../terminal/short.ts'
import { tableLines, type Cell, type TableTarget } from '../../terminal/table.ts'

/** What to print of a history: a table, cut where the terminal ends. */
export function reportHistory(entries: readonly HistoryEntry[], target: TableTarget): string[] {
  const titles = ['TIME', 'OVERLAY', 'ACTION', 'RUNS', 'WHO', 'SOURCE', 'COMMIT', 'REASON']
  const header = titles.map((text): Cell => ({ text, style: 'dim' }))
  return tableLines([header, ...entries.map(rowOf)], target)
}

function rowOf(entry: HistoryEntry): Cell[] {
  const { time, environment, service, from, to, author, source, commit, reason } = entry
  return [
    tableTime(time),
    `${environment}/${service}`,
    actionCell(entry),
    from === to ? tableDigest(to) : `${tableDigest(from)} → ${tableDigest(to)}`,
    author.name,
    tableCommit(source?.commit),
    tableCommit(commit),
    [reason, pendingOf(entry)].filter(Boolean).join('; '),
  ]
}

function actionCell({ action }: HistoryEntry): Cell {
  if (action === 'publish' || action === 'promote' || action === 'resume') return action
  return { text: action, style: action === 'hold' ? 'yellow' : 'red' }
}

function pendingOf({ pending }: HistoryEntry): string | undefined {
  return pending === null ? undefined : `pending ${tableDigest(pending)}`
}
