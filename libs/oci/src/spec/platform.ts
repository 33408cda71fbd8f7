import { OciError } from '../oci-error.ts'
import type { ImageIndex } from './manifest.ts'

/** An operating system and processor, in Go's names as the OCI has them: `linux`, `amd64`. */
export interface Platform {
  os: string
  architecture: string
  variant?: string
}

const architectures: Record<string, string> = { x64: 'amd64', ia32: '386' }

/** Linux on a processor, by Node's name of it (`process.arch`). */
export function linuxOn(nodeArchitecture: string): Platform {
  return { os: 'linux', architecture: architectures[nodeArchitecture] ?? nodeArchitecture }
}

/** Reads `linux/arm64` or `linux/arm/v7`; throws `no-platform`. */
export function parsePlatform(name: string): Platform {
  const [os, architecture, variant, ...rest] = name.split('/')
  if (os && architecture && variant !== '' && rest.length === 0)
    return { os, architecture, ...(variant !== undefined && { variant }) }
  throw new OciError(
    'no-platform',
    `Cannot read a platform: wanted one like "linux/arm64", found ${JSON.stringify(name)}`,
  )
}

/** The manifest for a platform; throws `no-platform` with those that there are. */
export function choosePlatform(index: ImageIndex, wanted: Platform): ImageIndex['manifests'][number] {
  const found = index.manifests.find(({ platform }) => platform !== undefined && fits(platform, wanted))
  if (found) return found
  const names = index.manifests.flatMap(({ platform }) => (platform ? [platformName(platform)] : []))
  throw new OciError(
    'no-platform',
    `Cannot choose an image of several: wanted "${platformName(wanted)}", found ${JSON.stringify(names)}`,
  )
}

/** Whether what is made for one platform serves where another is wanted. */
export function fits(found: Platform, wanted: Platform): boolean {
  return (
    found.os === wanted.os &&
    found.architecture === wanted.architecture &&
    (wanted.variant === undefined || found.variant === wanted.variant)
  )
}

/** A platform as people write it, `linux/arm64`. */
export function platformName({ os, architecture, variant }: Platform): string {
  return [os, architecture, ...(variant === undefined ? [] : [variant])].join('/')
}
