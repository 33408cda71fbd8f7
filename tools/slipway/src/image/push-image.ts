import type { ImageInLayout, PushReport } from '@slipway/oci'
import path from 'node:path'
import { inputsTag } from './inputs/image-inputs.ts'
import type { ImageResult } from './result.ts'
import type { ImagePlace } from './store.ts'

/** What a push came to. */
export type ImagePush =
  | { readonly kind: 'pushed'; readonly tag: string; readonly report: PushReport }
  | { readonly kind: 'found'; readonly tag: string; readonly digest: string }

/**
 * Uploads what a store lacks of a built image, tagged by its inputs hash. When an image of the same inputs is there
 * already it stays, whatever its digest: equal inputs are found, not built.
 */
export async function pushImage(
  result: ImageResult,
  { store, repository, workspace }: ImagePlace & { workspace: string },
): Promise<ImagePush> {
  const tag = inputsTag(result.inputs)
  const found = await store.resolve(repository, tag)
  if (found !== undefined && found !== result.digest) return { kind: 'found', tag, digest: found }
  const image = { layout: path.join(workspace, result.layout), digest: result.digest } as ImageInLayout
  return { kind: 'pushed', tag, report: await store.push(image, repository, [tag]) }
}

/** A push in one line for people. */
export function describePush(result: ImageResult, push: ImagePush): string {
  const name = `${result.image}:${push.tag}`
  if (push.kind === 'found') return `${name} is there already, as ${push.digest}`
  const { uploaded, skipped } = push.report
  const bytes = uploaded.reduce((sum, { size }) => sum + size, 0)
  return `${name} ${result.digest}: ${uploaded.length} uploaded (${formatBytes(bytes)}), ${skipped.length} there already`
}

function formatBytes(bytes: number): string {
  return `${(bytes / 1_000_000).toFixed(1)} MB`
}
