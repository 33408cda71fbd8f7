import type { Oid } from '@slipway/git'
import type { ConfigRepoErrorCode } from '../config-repo-error.ts'
import { isMove, runsOf, type ReleaseEvent } from '../history/release-event.ts'
import type { TrunkStep } from '../history/trunk.ts'
import { shortCommit, shortDigest } from '../message/commit-message.ts'
import { momentOf } from '../release/moment.ts'
import type { Release } from '../release/release.ts'
import { buildsInOrder, isKnown } from './earlier-builds.ts'

/** The build to go back to. */
export interface RollbackTarget {
  readonly release: Release
  /** The commit of the config repo at which it began to run, and when that was. */
  readonly commit: Oid
  readonly since: string
  /** The last commit at which it ran, or the one that was named. */
  readonly lastCommit: Oid
}

/** Why there is none. */
export interface NoTarget {
  readonly code: ConfigRepoErrorCode
  readonly reason: string
}

/** What is known of a service when a target is sought. */
export interface TargetFacts {
  /** Its releases, the newest first. */
  readonly events: readonly ReleaseEvent[]
  readonly trunk: readonly TrunkStep[]
}

/**
 * Finds the build that `to` names: so many builds back ("1" is the one before, as nothing is), the beginning of a digest, of a commit of
 * the config repo, or of a source commit.
 */
export function findTarget(facts: TargetFacts, to: string = '1'): RollbackTarget | NoTarget {
  return /^\d{1,3}$/.test(to) ? countBack(facts, Number(to)) : findNamed(facts, to)
}

function countBack(facts: TargetFacts, count: number): RollbackTarget | NoTarget {
  const [, ...earlier] = buildsInOrder(facts.events)
  const known = earlier.filter(isKnown)
  const event = known[count - 1]
  if (event) return targetOf(facts, event)
  if (count === 0) return { code: 'no-earlier-build', reason: 'wanted "1" or more builds back, found "0"' }
  const had = known.length === 0 ? 'no earlier build ran there' : `${known.length} earlier ran there`
  return { code: 'no-earlier-build', reason: count > 1 ? `wanted ${count} builds back, and ${had}` : had }
}

function findNamed(facts: TargetFacts, to: string): RollbackTarget | NoTarget {
  const name = to.toLowerCase()
  if (!/^(sha256:[0-9a-f]+|[0-9a-f]{4,64})$/.test(name))
    return unknown(facts, `"${to}" names none: wanted a number, or 4 or more digits of a digest or commit`)
  const events = facts.events.filter((event) => isKnown(event) && isNamed(event, name))
  const [first] = events
  const others = new Set(events.map(({ after }) => runsOf(after)))
  if (others.size > 1) {
    const found = [...others].map(shortDigest).join('", "')
    return { code: 'ambiguous-build', reason: `"${to}" may be any of "${found}"` }
  }
  return first ? targetOf(facts, first) : findAtCommit(facts, name)
}

function isNamed({ after, commit, origin }: ReleaseEvent, name: string): boolean {
  const { digest = '', source } = after?.release ?? {}
  const names = [digest, digest.slice('sha256:'.length), commit, origin, source?.commit ?? '']
  return names.some((candidate) => candidate.startsWith(name))
}

/** What ran at a commit of the branch that changed something else. */
function findAtCommit(facts: TargetFacts, name: string): RollbackTarget | NoTarget {
  const at = facts.trunk.findIndex(({ commit }) => commit.startsWith(name))
  if (facts.trunk.filter(({ commit }) => commit.startsWith(name)).length > 1)
    return { code: 'ambiguous-build', reason: `several commits begin with "${name}"` }
  const place = new Map(facts.trunk.map(({ commit }, index) => [commit, index]))
  const event = at < 0 ? undefined : facts.events.find(({ commit }) => (place.get(commit) ?? -1) >= at)
  const lastCommit = facts.trunk[at]?.commit
  if (!event || !isKnown(event) || lastCommit === undefined)
    return unknown(facts, `no build of "${name}" ran there`)
  return { ...targetOf(facts, event), lastCommit }
}

function targetOf(facts: TargetFacts, event: ReleaseEvent): RollbackTarget {
  return {
    release: event.after?.release as Release,
    commit: event.commit,
    since: momentOf(event.time),
    lastCommit: lastCommitOf(facts, runsOf(event.after)) ?? event.commit,
  }
}

/** Where the branch was when something else took the place of what ran. */
function lastCommitOf({ events, trunk }: TargetFacts, runs: string | null): Oid | undefined {
  if (runsOf(events.find(isMove)?.after) === runs) return trunk[0]?.commit
  const end = events.find((event) => isMove(event) && runsOf(event.before) === runs)
  return trunk.find(({ commit }) => commit === end?.commit)?.before
}

const buildsNamed = 5

function unknown({ events }: TargetFacts, what: string): NoTarget {
  const builds = buildsInOrder(events).filter(isKnown).slice(0, buildsNamed)
  const named = builds.map(({ after, commit }) => `"${shortDigest(runsOf(after))}" (${shortCommit(commit)})`)
  return { code: 'unknown-build', reason: `${what}; the newest that did are ${named.join(', ') || 'none'}` }
}
