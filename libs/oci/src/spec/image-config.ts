import type { Digest } from '../digest/digest.ts'
import { OciError } from '../oci-error.ts'
import { parseObject } from './manifest.ts'
import type { Platform } from './platform.ts'

/** How a container of the image starts, in the specification's capital letters; other entries are kept. */
export interface RunConfig {
  User?: string
  WorkingDir?: string
  Env?: string[]
  Entrypoint?: string[]
  Cmd?: string[]
  ExposedPorts?: Record<string, object>
  Labels?: Record<string, string>
  StopSignal?: string
  [other: string]: unknown
}

/** What an image is besides its layers (OCI image specification, "config"). */
export interface ImageConfigFile extends Platform {
  created?: string
  config: RunConfig
  rootfs: { type: 'layers'; diff_ids: Digest[] }
  history?: Record<string, unknown>[]
}

/** Reads the config of an image that somebody else made; throws `invalid-manifest`. */
export function parseImageConfig(bytes: Uint8Array): ImageConfigFile {
  const found = parseObject(bytes) as Partial<ImageConfigFile>
  const layers: unknown = found.rootfs?.diff_ids
  if (typeof found.os !== 'string' || typeof found.architecture !== 'string' || !Array.isArray(layers)) {
    throw new OciError(
      'invalid-manifest',
      `Cannot read an image's config: wanted os, architecture and rootfs`,
    )
  }
  return { ...found, config: found.config ?? {} } as ImageConfigFile
}
