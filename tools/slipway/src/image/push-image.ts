import { parseDigest, parseImageName, type ImageInLayout, type PushReport } from '@slipway/oci'
import path from 'node:path'
import { inputsTag } from './inputs/image-inputs.ts'
import type { ImageResult } from './result.ts'
import type { ImagePlace } from './store.ts'

/** What a push came to. */
export type ImagePush = { readonly tag: string; readonly commit: CommitTag | undefined } & (
  | { readonly kind: 'pushed'; readonly report: PushReport }
  | { readonly kind: 'found'; readonly digest: string }
)

/** `sha-<commit>`, and whether it was given now, was there already, or stands for another image and stays so. */
export interface CommitTag {
  readonly tag: string
  readonly state: 'added' | 'there' | 'other'
  readonly digest: string
}

/** What to push, and the commit that it belongs to, if any. */
export interface PushRequest extends ImagePlace {
  readonly workspace: string
  readonly commit?: string | undefined
}

/**
 * Uploads what a store lacks of a built image, tagged by its inputs hash and by the commit. When an image of the same
 * inputs is there already it stays, whatever its digest: equal inputs are found, not built. The commit's tag never moves.
 */
export async function pushImage(result: ImageResult, request: PushRequest): Promise<ImagePush> {
  const { store, repository, workspace } = request
  const tag = inputsTag(result.inputs)
  const found = await store.resolve(repository, tag)
  if (found !== undefined && found !== result.digest)
    return { kind: 'found', tag, digest: found, commit: await tagCommit(found, request) }
  const image = { layout: path.join(workspace, result.layout), digest: result.digest } as ImageInLayout
  const report = await store.push(image, repository, [tag], { sources: sourcesOf(result) })
  return { kind: 'pushed', tag, report, commit: await tagCommit(result.digest, request) }
}

/** The commit as a tag, in full: a prefix may one day stand for another one. */
export function commitTag(commit: string): string {
  return `sha-${commit}`
}

async function tagCommit(
  digest: string,
  { store, repository, commit }: PushRequest,
): Promise<CommitTag | undefined> {
  if (commit === undefined) return undefined
  const tag = commitTag(commit)
  const there = await store.resolve(repository, tag)
  // Somebody may run it by this name: the first image of a commit remains the image of that commit.
  if (there !== undefined) return { tag, state: there === digest ? 'there' : 'other', digest: there }
  await store.tag(repository, parseDigest(digest), tag)
  return { tag, state: 'added', digest }
}

/** The repositories that may have layers of the image: its base's, when that is in the same registry. */
function sourcesOf({ image, base }: ImageResult): string[] {
  if (base === null || base.reference === 'local') return []
  const { host, repository } = parseImageName(base.reference.replace(/@.*$/, ''))
  return host === parseImageName(image).host ? [repository] : []
}

/** A push for people: what was uploaded, and what became of the commit's tag where there is one. */
export function describePush(result: ImageResult, push: ImagePush): string {
  const name = `${result.image}:${push.tag}`
  const first =
    push.kind === 'found'
      ? `${name} is there already, as ${push.digest}`
      : `${name} ${result.digest}: ${describeReport(push.report)}`
  return push.commit === undefined ? first : `${first}\n${result.image}:${describeTag(push.commit)}`
}

function describeTag({ tag, state, digest }: CommitTag): string {
  if (state === 'other') return `${tag} stays what it was, ${digest}`
  return state === 'added' ? `${tag} is the same image` : `${tag} is there already`
}

function describeReport({ uploaded, mounted, skipped }: PushReport): string {
  const bytes = uploaded.reduce((sum, { size }) => sum + size, 0)
  const taken = mounted.length > 0 ? `, ${mounted.length} from other repositories` : ''
  return `${uploaded.length} uploaded (${formatBytes(bytes)})${taken}, ${skipped.length} there already`
}

function formatBytes(bytes: number): string {
  return `${(bytes / 1_000_000).toFixed(1)} MB`
}
