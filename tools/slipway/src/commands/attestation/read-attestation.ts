import { parseDigest, readArtifact } from '@slipway/oci'
import type { Environment } from '../../environment.ts'
import { openImageStore } from '../../image/store.ts'
import { SlipwayError } from '../../slipway-error.ts'
import type { NamedImage } from './find-image-name.ts'

/** A kind of document. */
export interface Attestation {
  readonly artifactType: string
  /** In words of people. */
  readonly name: string
  /** What attaches it to which images, as a clause. */
  readonly origin: string
}

/** The document of a kind that is attached to an image; throws `no-attestation` when there is none, OciError. */
export async function readAttestation(
  { image, digest }: NamedImage,
  { artifactType, name, origin }: Attestation,
  { workspace, environment }: { workspace: string; environment: Environment },
): Promise<string> {
  const { store, repository } = openImageStore(image, { ...environment, workspace })
  const attached = await store.referrers(repository, parseDigest(digest))
  const found = attached.find((one) => one.artifactType === artifactType)
  if (found) {
    const text = (await readArtifact(store, repository, found.digest)).toString()
    return text.endsWith('\n') ? text : `${text}\n`
  }
  const types = attached.map((one) => `"${one.artifactType ?? one.mediaType}"`).join(', ') || 'nothing'
  throw new SlipwayError(
    'no-attestation',
    `Cannot find the ${name} of "${image}@${digest}": wanted "${artifactType}" attached to it, found ${types}; ${origin}`,
  )
}
