import { arch } from 'node:process'
import type { Credentials } from './registry/credentials.ts'
import { RegistryStore } from './registry/registry-store.ts'
import { linuxOn, type Platform } from './spec/platform.ts'
import type { ImageStore } from './store/image-store.ts'
import { LayoutStore } from './store/layout-store.ts'

/** Who asks a registry, and which image of several is pulled. */
export interface StoreOptions {
  /** Without any, a registry is asked as nobody. */
  credentials?: Credentials | undefined
  /** Linux on this machine's processor by default. */
  platform?: Platform | undefined
}

/**
 * Opens `oci:<folder>`, a layout on disk that holds many images (it is made by the first push), or a registry by its
 * host, `ghcr.io` or `127.0.0.1:5000`: over HTTPS, and over HTTP on this machine's own addresses.
 * Nothing is asked yet. Throws `invalid-name`.
 */
export function openStore(location: string, options: StoreOptions = {}): ImageStore {
  const platform = options.platform ?? linuxOn(arch)
  if (location.startsWith('oci:')) return new LayoutStore(location.slice('oci:'.length), platform)
  return new RegistryStore({ host: location, credentials: options.credentials, platform })
}
