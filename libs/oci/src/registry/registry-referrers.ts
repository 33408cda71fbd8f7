import type { Digest } from '../digest/digest.ts'
import { readParts, type ImageInLayout } from '../layout/image-in-layout.ts'
import { OciError } from '../oci-error.ts'
import { readLimited } from './read-limited.ts'
import type { RegistryClient } from './registry-client.ts'
import { uploadImage } from './upload-image.ts'
import { listsManifests, parseManifest, type Descriptor } from '../spec/manifest.ts'
import { ociMediaTypes } from '../spec/media-types.ts'
import type { ImageStore } from '../store/image-store.ts'
import type { Artifact, AttachReport } from '../referrers/artifact.ts'
import { addToReferrersTag, readReferrersTag } from './registry-referrers-tag.ts'
import { missingFrom } from '../referrers/referrers-tag.ts'
import { withArtifacts } from '../referrers/with-artifacts.ts'

/** A registry to which artifacts are attached. */
export interface ReferrersPlace {
  client: RegistryClient
  store: Pick<ImageStore, 'has' | 'resolve'>
  repository: string
}

/** The artifacts of an image. */
export interface Referrers {
  manifests: Descriptor[]
  /** Whether the registry keeps the list; else it lies under a tag, which clients keep. */
  isKept: boolean
}

/** What registries without the endpoint answer: unknown, or taken for another request. */
const noEndpoint = [400, 404, 405]

/** Uploads artifacts that the registry lacks, and lists them where it does not do so by itself. */
export async function attachToRegistry(
  { client, store, repository }: ReferrersPlace,
  image: ImageInLayout,
  artifacts: readonly Artifact[],
): Promise<AttachReport> {
  return await withArtifacts(image, artifacts, async ({ layout, descriptors }) => {
    const listed = await listRegistryReferrers(client, repository, image.digest)
    const attached = missingFrom(listed.manifests, descriptors)
    for (const { digest } of attached) {
      const parts = await readParts(layout, digest)
      await uploadImage(client, { store, layout, parts, repository, tags: [] })
    }
    if (!listed.isKept && attached.length > 0)
      await addToReferrersTag(client, { repository, subject: image.digest, added: attached })
    return { attached, there: descriptors.filter((one) => !attached.includes(one)) }
  })
}

/** The artifacts of an image, from the registry's own list or from the tag that stands in for it. */
export async function listRegistryReferrers(
  client: RegistryClient,
  repository: string,
  subject: Digest,
): Promise<Referrers> {
  const manifests: Descriptor[] = []
  let next: string | URL | undefined = `${repository}/referrers/${subject}`
  for (let page = 0; next !== undefined; page += 1) {
    if (page === pageLimit) throw failed(client, `more than ${pageLimit} pages`)
    const response = await client.send({
      method: 'GET',
      path: next,
      repository,
      action: 'pull',
      headers: { accept: ociMediaTypes.index },
      accept: [200, ...noEndpoint],
    })
    if (response.status !== 200) {
      await response.body?.cancel()
      return { manifests: (await readReferrersTag(client, repository, subject)).manifests, isKept: false }
    }
    const list = parseManifest(await readLimited(response))
    if (!listsManifests(list)) throw failed(client, list.mediaType)
    manifests.push(...list.manifests)
    next = nextPage(response)
  }
  return { manifests, isKept: true }
}

const pageLimit = 100

// RFC 8288: Link: </v2/…?last=…>; rel="next"
function nextPage(response: Response): URL | undefined {
  const target = /<([^>]*)>\s*;[^,]*rel="?next"?/.exec(response.headers.get('link') ?? '')?.[1]
  const url = target === undefined ? null : URL.parse(target, response.url)
  return url && url.origin === new URL(response.url).origin ? url : undefined
}

function failed({ host }: RegistryClient, found: string): OciError {
  return new OciError('registry-failed', `Wanted a list of artifacts from "${host}", found ${found}`)
}
