/** The media types of the OCI image specification 1.1. */
export const ociMediaTypes = {
  manifest: 'application/vnd.oci.image.manifest.v1+json',
  index: 'application/vnd.oci.image.index.v1+json',
  config: 'application/vnd.oci.image.config.v1+json',
  layer: 'application/vnd.oci.image.layer.v1.tar',
  gzipLayer: 'application/vnd.oci.image.layer.v1.tar+gzip',
  empty: 'application/vnd.oci.empty.v1+json',
} as const

const dockerManifest = 'application/vnd.docker.distribution.manifest.v2+json'
const dockerIndex = 'application/vnd.docker.distribution.manifest.list.v2+json'

/** What Docker calls the things that the OCI took over from it. */
const dockerMediaTypes = new Map<string, string>([
  [dockerManifest, ociMediaTypes.manifest],
  [dockerIndex, ociMediaTypes.index],
  ['application/vnd.docker.container.image.v1+json', ociMediaTypes.config],
  ['application/vnd.docker.image.rootfs.diff.tar', ociMediaTypes.layer],
  ['application/vnd.docker.image.rootfs.diff.tar.gzip', ociMediaTypes.gzipLayer],
])

/** What a registry may answer when it is asked for a manifest. */
export const manifestMediaTypes: readonly string[] = [
  ociMediaTypes.manifest,
  ociMediaTypes.index,
  dockerManifest,
  dockerIndex,
]

/** Whether a manifest of this media type lists manifests, one for each platform. */
export function isIndex(mediaType: string): boolean {
  return toOciMediaType(mediaType) === ociMediaTypes.index
}

/** The OCI's name of one of Docker's media types; any other stays as it is. */
export function toOciMediaType(mediaType: string): string {
  return dockerMediaTypes.get(mediaType) ?? mediaType
}
