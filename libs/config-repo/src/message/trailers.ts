import type { Oid } from '@slipway/git'

/** What a verb calls its commits. */
export const actions = ['publish', 'promote', 'rollback', 'resume', 'hold'] as const

/** The verb that made a commit. */
export type Action = (typeof actions)[number]

/** What a message tells programs. */
export interface Trailers {
  readonly action: Action
  /** In which environments something changes. */
  readonly environments: readonly string[]
  /** Those of them that were published to past the environments before. */
  readonly hotfix?: readonly string[] | undefined
  /** The source workspace, of a publish. */
  readonly workspace?: string | undefined
  /** The source commit. */
  readonly source?: Oid | undefined
  /** The name of the release set. */
  readonly release?: string | undefined
  /** Flags that overruled a refusal. */
  readonly overrides?: readonly string[] | undefined
  /** The commit that a review branch was planned on. */
  readonly base?: Oid | undefined
  /** Why, in the words of whoever did it. */
  readonly reason?: string | undefined
}

/** The trailers of a message, in the order in which they stand there. */
export function trailersOf(facts: Trailers): [string, string][] {
  const {
    action,
    environments,
    hotfix = [],
    workspace,
    source,
    release,
    overrides = [],
    base,
    reason,
  } = facts
  const all: [string, string | undefined][] = [
    [keys.action, action],
    ...environments.map((name) => [keys.environment, name] as [string, string]),
    ...hotfix.map((name) => [keys.hotfix, name] as [string, string]),
    [keys.workspace, workspace],
    [keys.source, source],
    [keys.release, release],
    ...overrides.map((name) => [keys.override, name] as [string, string]),
    [keys.base, base],
    [keys.reason, reason],
  ]
  return all.filter((entry): entry is [string, string] => Boolean(entry[1]))
}

/**
 * What the message of a commit tells, `undefined` of one that Slipway did not make. Trailers count wherever they stand, as a squash merge
 * adds lines of its own below them.
 */
export function readTrailers(message: string): Trailers | undefined {
  const valuesOf = (key: string) =>
    [...message.matchAll(new RegExp(`^${key}: (.+)$`, 'gm'))].map(([, value = '']) => value.trim())
  const action = actions.find((known) => valuesOf(keys.action).at(-1) === known)
  if (action === undefined) return undefined
  return {
    action,
    environments: [...new Set(valuesOf(keys.environment))],
    hotfix: [...new Set(valuesOf(keys.hotfix))],
    workspace: valuesOf(keys.workspace).at(-1),
    source: valuesOf(keys.source).at(-1),
    release: valuesOf(keys.release).at(-1),
    overrides: [...new Set(valuesOf(keys.override))],
    base: valuesOf(keys.base).at(-1),
    reason: valuesOf(keys.reason).at(-1),
  }
}

/** A message without what only says when it was planned: two of the same plan on two commits are equal then. */
export function withoutBase(message: string): string {
  return message.replace(new RegExp(`^${keys.base}: .*\n?`, 'm'), '').trimEnd()
}

const keys = {
  action: 'Slipway-Action',
  environment: 'Slipway-Environment',
  hotfix: 'Slipway-Hotfix',
  workspace: 'Slipway-Workspace',
  source: 'Slipway-Source',
  release: 'Slipway-Release',
  override: 'Slipway-Override',
  base: 'Slipway-Base',
  reason: 'Slipway-Reason',
} as const
