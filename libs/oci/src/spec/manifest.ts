import { isDigest, type Digest } from '../digest/digest.ts'
import { OciError } from '../oci-error.ts'
import { isIndex, ociMediaTypes, toOciMediaType } from './media-types.ts'
import type { Platform } from './platform.ts'

/** Points to a blob: what it is, its digest, its size in bytes. */
export interface Descriptor {
  mediaType: string
  digest: Digest
  size: number
  annotations?: Record<string, string>
  platform?: Platform
  /** Of a manifest that is no image: what it is instead. */
  artifactType?: string
}

/** One image for one platform, or with `artifactType` something else, such as a bill of materials. */
export interface Manifest {
  schemaVersion: 2
  mediaType: string
  config: Descriptor
  layers: Descriptor[]
  artifactType?: string
  /** The image that this is about. */
  subject?: Descriptor
  annotations?: Record<string, string>
}

/** Several images; also `index.json` of a layout. */
export interface ImageIndex {
  schemaVersion: 2
  mediaType: string
  manifests: Descriptor[]
  annotations?: Record<string, string>
}

/** Larger ones are refused before they are read, as registries do. */
export const manifestSizeLimit = 4 * 1024 * 1024

/** Reads a manifest or an index that somebody else wrote; throws `invalid-manifest`. */
export function parseManifest(bytes: Uint8Array): Manifest | ImageIndex {
  const found = parseObject(bytes)
  const mediaType = findMediaType(found)
  if (found['schemaVersion'] !== 2) throw invalid('schemaVersion 2', found['schemaVersion'])
  if (isIndex(mediaType)) {
    return { ...found, schemaVersion: 2, mediaType, manifests: parseDescriptors(found['manifests']) }
  }
  if (toOciMediaType(mediaType) !== ociMediaTypes.manifest) throw invalid('an image manifest', mediaType)
  const layers = parseDescriptors(found['layers'])
  return { ...found, schemaVersion: 2, mediaType, config: parseDescriptor(found['config']), layers }
}

/** Whether what was read lists other manifests. */
export function listsManifests(manifest: Manifest | ImageIndex): manifest is ImageIndex {
  return 'manifests' in manifest
}

/** Reads a JSON object; throws `invalid-manifest`. */
export function parseObject(bytes: Uint8Array): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(new TextDecoder().decode(bytes))
    if (isObject(value)) return value
  } catch (cause) {
    throw new OciError('invalid-manifest', 'Cannot read a manifest: wanted JSON', { cause })
  }
  throw invalid('an object', 'something else')
}

// The media type is optional inside the document (OCI image specification, "manifest" and "index").
function findMediaType(found: Record<string, unknown>): string {
  const mediaType = found['mediaType']
  if (typeof mediaType === 'string') return mediaType
  return 'manifests' in found ? ociMediaTypes.index : ociMediaTypes.manifest
}

function parseDescriptors(value: unknown): Descriptor[] {
  if (!Array.isArray(value)) throw invalid('a list of descriptors', value)
  return value.map(parseDescriptor)
}

function parseDescriptor(value: unknown): Descriptor {
  if (!isObject(value)) throw invalid('a descriptor', value)
  const { mediaType, digest, size, platform } = value
  if (typeof mediaType !== 'string' || !isDigest(digest)) throw invalid('a media type and a digest', value)
  if (!Number.isSafeInteger(size) || (size as number) < 0) throw invalid('a size in bytes', size)
  if (platform !== undefined && !isPlatform(platform)) throw invalid('a platform', platform)
  return { ...value, mediaType, digest, size: size as number }
}

function isPlatform(value: unknown): value is Platform {
  return isObject(value) && typeof value['os'] === 'string' && typeof value['architecture'] === 'string'
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function invalid(wanted: string, found: unknown): OciError {
  const text = String(JSON.stringify(found)).slice(0, 200)
  return new OciError('invalid-manifest', `Cannot read a manifest: wanted ${wanted}, found ${text}`)
}
