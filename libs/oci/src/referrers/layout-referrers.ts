import type { Digest } from '../digest/digest.ts'
import { copyImage } from '../layout/image-in-layout.ts'
import type { Layout } from '../layout/layout.ts'
import { listsManifests, type Descriptor } from '../spec/manifest.ts'
import { ociMediaTypes } from '../spec/media-types.ts'
import type { AttachReport } from './artifact.ts'
import { missingFrom, referrersIndex } from './referrers-tag.ts'
import type { WrittenArtifacts } from './with-artifacts.ts'

const refName = 'org.opencontainers.image.ref.name'

/** How a layout that holds many images names the list of an image's artifacts, and an artifact. */
export interface ReferrersNames {
  list: string
  artifact(digest: Digest): string
}

/** Copies artifacts into a layout and lists them there; no other process changes the list at the same time. */
export async function attachInLayout(
  to: Layout,
  { layout, descriptors }: WrittenArtifacts,
  names: ReferrersNames,
): Promise<AttachReport> {
  for (const { digest } of descriptors) await copyImage(layout, to, digest)
  let attached: Descriptor[] = []
  await to.editIndex(async (listed) => {
    const known = await readList(to, listed, names.list)
    attached = missingFrom(known, descriptors)
    if (attached.length === 0) return listed
    const blob = await to.writeBlob(referrersIndex([...known, ...attached]))
    const list = { mediaType: ociMediaTypes.index, ...blob, annotations: { [refName]: names.list } }
    const named = attached.map((one) => ({ ...one, annotations: { [refName]: names.artifact(one.digest) } }))
    return [...listed.filter(({ annotations }) => annotations?.[refName] !== names.list), list, ...named]
  })
  return { attached, there: descriptors.filter((one) => !attached.includes(one)) }
}

/** The artifacts that are listed under a name. */
export async function readList(
  layout: Layout,
  listed: readonly Descriptor[],
  name: string,
): Promise<Descriptor[]> {
  const found = listed.find(({ annotations }) => annotations?.[refName] === name)
  if (!found) return []
  const list = await layout.readManifest(found.digest)
  return listsManifests(list) ? list.manifests : []
}
