import { hexOf, type Digest } from '../digest/digest.ts'
import { canonicalJson } from '../spec/canonical-json.ts'
import type { Descriptor, ImageIndex } from '../spec/manifest.ts'
import { ociMediaTypes } from '../spec/media-types.ts'

/**
 * The tag under which clients keep the list of an image's artifacts where a store has no list of its own
 * (OCI distribution specification, "referrers tag schema").
 */
export function referrersTag(subject: Digest): string {
  return `sha256-${hexOf(subject)}`
}

/** Those of `added` that a list lacks. */
export function missingFrom(listed: readonly Descriptor[], added: readonly Descriptor[]): Descriptor[] {
  return added.filter(({ digest }) => listed.every((one) => one.digest !== digest))
}

/** The bytes of such a list. */
export function referrersIndex(manifests: Descriptor[]): string {
  const index: ImageIndex = { schemaVersion: 2, mediaType: ociMediaTypes.index, manifests }
  return canonicalJson(index)
}
