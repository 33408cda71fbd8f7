import { diffChange } from '../../diff/diff-change.ts'
import { diffMarkdown } from '../../diff/markdown.ts'
import { shortCommit, shortDigest } from '../../message/commit-message.ts'
import type { Tip } from '../../remote/tip.ts'
import type { Overridden, PromotedService, PromotePlan } from '../promote-plan.ts'
import type { ReviewFacts } from './review.ts'
import { readSourceLogs, type SourceLog } from './source-log.ts'

/** GitHub takes 65,536 characters, and counts some of them twice. */
const limit = 60_000

/**
 * What a pull or merge request of a promotion says, in Markdown: what changes, what was overruled, the difference of the manifests,
 * and what comes with it of the source.
 */
export async function reviewBody(tip: Tip, { plan, request }: ReviewFacts): Promise<string> {
  const logs = await readSourceLogs(plan.changes, request.source)
  const above = [
    introduce(plan),
    tableOf(plan.changes),
    describeNamed(plan),
    describeOverridden(plan.overridden, plan.reason),
  ]
  const below = [...logs.map(describeLog), closing]
  const overlays = plan.changes.map(({ service }) => ({ environment: plan.to, service }))
  const difference = await diffChange(tip, plan.files, overlays)
  const rest = limit - [...above, ...below].join('\n\n').length
  const rendered = overlays.length === 0 ? '' : diffMarkdown(difference, { limit: Math.max(rest, 2000) })
  const parts = [...above, rendered.trimEnd(), ...below]
  return `${parts.filter((part) => part !== '').join('\n\n')}\n`
}

const closing =
  'What is merged is what is deployed: these digests, whatever the environment before runs by then. `slipway check` on this branch says whether the target changed since; the command that made the branch renews it.'

function introduce({ from, to, release, changes }: PromotePlan): string {
  const set = release === null ? '' : ` of the release \`${release}\``
  const services = changes.length === 1 ? '1 service' : `${changes.length} services`
  return `Promotes ${services}${set} from \`${from}\` to \`${to}\`.`
}

function tableOf(changes: readonly PromotedService[]): string {
  if (changes.length === 0) return ''
  const more = changes.length > rowsShown ? [`| and ${changes.length - rowsShown} more | | |`] : []
  const rows = changes.slice(0, rowsShown).map(({ service, from, to, before, source }) => {
    const commits = `${code(before && shortCommit(before.commit))} → ${code(shortCommit(source.commit))}`
    return `| ${service} | ${code(from && shortDigest(from))} → ${code(shortDigest(to))} | ${commits} |`
  })
  return ['| service | image | source |', '|---|---|---|', ...rows, ...more].join('\n')
}

function code(text: string | null): string {
  return text === null ? 'none' : `\`${text.replaceAll(/[`|\s]/g, ' ')}\``
}

function describeNamed({ named, release }: PromotePlan): string {
  return named.length === 0 ? '' : `Already there, and now called \`${release}\`: ${named.join(', ')}.`
}

function describeOverridden(overridden: readonly Overridden[], reason: string | null): string {
  if (overridden.length === 0) return ''
  const lines = overridden.map(
    ({ override, service, message }) => `--${override}: ${service === null ? '' : `${service}: `}${message}`,
  )
  return ['**Overruled**', fenced([...lines, ...(reason === null ? [] : [`Reason: ${reason}`])])].join('\n\n')
}

const commitsShown = 40
const rowsShown = 100

function describeLog({ services, before, after, commits }: SourceLog): string {
  const shown = commits.slice(0, commitsShown).map(({ oid, subject }) => `${shortCommit(oid)} ${subject}`)
  const more = commits.length > shown.length ? [`and ${commits.length - shown.length} more`] : []
  const title = `Source of ${services.join(', ')}: \`${shortCommit(before)}..${shortCommit(after)}\``
  return [title, fenced([...shown, ...more])].join('\n\n')
}

/** People's words as they are: nothing in them is a link, a mention or the end of the block. */
function fenced(lines: readonly string[]): string {
  const text = lines.map((line) => line.replaceAll(/\s+/g, ' ')).join('\n')
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(([ticks]) => ticks.length))
  const fence = '`'.repeat(longest + 1)
  return `${fence}text\n${text}\n${fence}`
}
