import type { Oid } from '@slipway/git'
import { trailersOf, type Trailers } from './trailers.ts'

/** A commit of Slipway, as its message tells it. */
export interface CommitStory extends Trailers {
  /** What was done, in one line: "Publish orders to staging". */
  readonly title: string
  /** One line each, in a table. */
  readonly rows: readonly MessageRow[]
  /** What else there is to say, between the table and the trailers. */
  readonly paragraphs?: readonly string[] | undefined
}

/** A line of the table: of which service (`orders`, or `staging/orders` where there are several environments), and what. */
export interface MessageRow {
  readonly subject: string
  readonly text: string
}

/** The message of a commit: a line, a table, what else there is to say, and trailers for programs. */
export function commitMessage(story: CommitStory): string {
  const { title, rows, paragraphs = [] } = story
  const width = Math.max(0, ...rows.map(({ subject }) => subject.length))
  const table = rows.map(({ subject, text }) => `${subject.padEnd(width)} | ${oneLine(text)}`).join('\n')
  const trailers = trailersOf(story).map(([key, value]) => `${key}: ${oneLine(value)}`)
  const parts = [oneLine(title), ...[table, ...paragraphs].map(withoutTrailers), trailers.join('\n')]
  return parts.filter((part) => part !== '').join('\n\n')
}

/** The only service by its name, several by their number. */
export function nameServices(services: Iterable<string>): string {
  const names = [...new Set(services)]
  return names.length === 1 ? (names[0] ?? '') : `${names.length} services`
}

/** What becomes of an image, as a row has it: `none → sha256:0123456789ab`, `sha256:0123456789ab as before`. */
export function describeMove(from: string | null, to: string | null): string {
  return from !== null && from === to
    ? `${shortDigest(to)} as before`
    : `${shortDigest(from)} → ${shortDigest(to)}`
}

/** Enough of a digest to tell it from others; the whole one is in the diff. A tag stays, and `null` is `none`. */
export function shortDigest(digest: string | null): string {
  if (digest === null) return 'none'
  return digest.startsWith(algorithm) ? digest.slice(0, algorithm.length + digitsShown) : digest
}

/** Enough of a commit's id to tell it from others. */
export function shortCommit(commit: Oid): string {
  return commit.slice(0, digitsShown)
}

const algorithm = 'sha256:'
const digitsShown = 12

/** A reason is somebody's text: a line end in it must not begin a trailer. */
function oneLine(text: string): string {
  return text.replaceAll(/[\p{Cc}\p{Zl}\p{Zp}\s]+/gu, ' ').trim()
}

function withoutTrailers(text: string): string {
  return text.trim().replaceAll(/^(?=Slipway-)/gm, ' ')
}
