import { readTrailers } from '../message/trailers.ts'
import { writeRelease } from '../release/release.ts'
import type { Overlay } from '../snapshot/overlay.ts'

/** Whether two states of an overlay run the same and say the same of it; two that are not released do. */
export function sameRelease(before: Overlay | undefined, after: Overlay | undefined): boolean {
  if (!before?.release || !after?.release) return before?.release === after?.release
  return (
    imageText(before) === imageText(after) && writeRelease(before.release) === writeRelease(after.release)
  )
}

/** Why something changed: as the commit says it, or as the release says since then why it is held, or a hotfix. */
export function reasonOf(
  message: string,
  { before, after }: { readonly before: Overlay | undefined; readonly after: Overlay | undefined },
): string | undefined {
  const { hold, hotfix } = after?.release ?? {}
  const old = before?.release
  return (
    readTrailers(message)?.reason ??
    (hold?.reason === old?.hold?.reason ? undefined : hold?.reason) ??
    (hotfix?.reason === old?.hotfix?.reason ? undefined : hotfix?.reason)
  )
}

function imageText({ image }: Overlay): string {
  return JSON.stringify([image?.newName, image?.newTag, image?.digest])
}
