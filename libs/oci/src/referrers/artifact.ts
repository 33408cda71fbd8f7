import type { Digest } from '../digest/digest.ts'
import type { Layout } from '../layout/layout.ts'
import { canonicalJson } from '../spec/canonical-json.ts'
import type { Descriptor, Manifest } from '../spec/manifest.ts'
import { ociMediaTypes } from '../spec/media-types.ts'

/** A document about an image, to be found by the image's digest: a bill of materials, a provenance, a signature. */
export interface Artifact {
  /** Media type of the document: `application/vnd.cyclonedx+json`. */
  artifactType: string
  content: Uint8Array | string
  /** Shown beside it in the list of an image's artifacts. */
  annotations?: Record<string, string>
}

/** What attaching did. */
export interface AttachReport {
  /** Artifacts that the store lacked. */
  attached: Descriptor[]
  /** Artifacts that it had, byte for byte. */
  there: Descriptor[]
}

/**
 * Writes an artifact's manifest and blobs into a layout, unlisted. Gives its descriptor as lists of referrers have it:
 * an artifact without a config has the empty object for one (OCI image specification, "guidelines for artifact usage").
 */
export async function writeArtifact(
  layout: Layout,
  subject: { mediaType: string; digest: Digest; size: number },
  { artifactType, content, annotations }: Artifact,
): Promise<Descriptor> {
  const config = { mediaType: ociMediaTypes.empty, ...(await layout.writeBlob('{}')) }
  const document = { mediaType: artifactType, ...(await layout.writeBlob(content)) }
  const manifest: Manifest = {
    schemaVersion: 2,
    mediaType: ociMediaTypes.manifest,
    artifactType,
    config,
    layers: [{ ...document, ...(annotations && { annotations }) }],
    subject,
    ...(annotations && { annotations }),
  }
  const blob = await layout.writeBlob(canonicalJson(manifest))
  return { mediaType: manifest.mediaType, ...blob, artifactType, ...(annotations && { annotations }) }
}
