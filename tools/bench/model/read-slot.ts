import { parse } from 'yaml'
import { nameOf } from '../config-repos/digest.ts'
import { clockOf } from './clock.ts'
import { reasons } from './hold-rules.ts'
import type { Hold, Pending, Release, Slot } from './state.ts'

/** The texts of an overlay's two files, and what tells the names of the ids in them. */
export interface SlotTexts {
  readonly service: string
  readonly kustomization: string
  readonly release: string | undefined
  /** Names of the source's commits by their ids. */
  readonly sources: ReadonlyMap<string, string>
  /** Ids of the config repo's commits, the oldest first. */
  readonly trunk: readonly string[]
}

interface BuildText {
  digest: string
  inputs: string
  source: { commit: string }
}

interface PendingText extends BuildText {
  hotfix?: { reason: string }
}

interface ReleaseText extends PendingText {
  since?: string
  hold?: { reason: string; since: string; until?: string }
  pending?: PendingText
  promoted?: { from: string; commit: string }
}

/** Reads what runs and what its release says; throws when that says something that nobody wrote. */
export function readSlot(texts: SlotTexts): Slot {
  const { images } = parse(texts.kustomization) as { images: { name: string; digest?: string }[] }
  const runs = images.find((image) => image.name === texts.service)?.digest
  return {
    runs: runs ? nameOf(runs) : null,
    release: texts.release ? readRelease(texts.release, texts) : null,
  }
}

function readRelease(text: string, { sources, trunk }: SlotTexts): Release {
  const { since, hold, pending, promoted, ...build } = parse(text) as ReleaseText
  if (promoted && promoted.from !== 'staging') throw new Error(`Promoted from ${promoted.from}`)
  return {
    ...readBuild(build, sources),
    ...(since !== undefined && { since: clockOf(since) }),
    ...(hold && { hold: readHold(hold) }),
    ...(pending && { pending: readBuild(pending, sources) }),
    ...(promoted && { promotedAt: trunk.indexOf(promoted.commit) }),
  }
}

function readHold({ reason, since, until }: NonNullable<ReleaseText['hold']>): Hold {
  return { reason, since: clockOf(since), ...(until && { until: clockOf(until) }) }
}

/** The inputs of a build are told by its digest here, so that provenance which got mixed up shows. */
function readBuild(
  { digest, inputs, source, hotfix }: PendingText,
  sources: ReadonlyMap<string, string>,
): Pending {
  if (hotfix && hotfix.reason !== reasons.hotfix) throw new Error(`A hotfix as ${hotfix.reason}`)
  const name = nameOf(digest)
  if (nameOf(inputs) !== `inputs of ${name}`) throw new Error(`The inputs of ${name} are ${nameOf(inputs)}`)
  const build = { digest: name, source: sources.get(source.commit) ?? source.commit }
  return hotfix ? { ...build, hotfix: true } : build
}
