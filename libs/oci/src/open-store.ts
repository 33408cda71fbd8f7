import { arch } from 'node:process'
import type { Credentials, CredentialSource } from './registry/credentials.ts'
import type { Patience } from './registry/patience.ts'
import { RegistryStore } from './registry/registry-store.ts'
import { linuxOn, type Platform } from './spec/platform.ts'
import type { ImageStore } from './store/image-store.ts'
import { LayoutStore } from './store/layout-store.ts'

/** Who asks a registry, and which image of several is pulled. */
export interface StoreOptions {
  /** Without any, a registry is asked as nobody. */
  credentials?: Credentials | CredentialSource | undefined
  /** Linux on this machine's processor by default. */
  platform?: Platform | undefined
  /** Folder to remember in which repositories of a registry have which layers; nothing is remembered without one. */
  places?: string | undefined
  patience?: Patience | undefined
  /** Ends what a registry is asked, and the waiting between attempts, with `aborted`. */
  signal?: AbortSignal | undefined
}

/**
 * Opens `oci:<folder>`, a layout on disk that holds many images (it is made by the first push), or a registry by its
 * host, `ghcr.io` or `127.0.0.1:5000`: over HTTPS, and over HTTP on this machine's own addresses.
 * Nothing is asked yet. Throws `invalid-name`.
 */
export function openStore(location: string, options: StoreOptions = {}): ImageStore {
  const { platform = linuxOn(arch), credentials, ...rest } = options
  if (location.startsWith('oci:')) return new LayoutStore(location.slice('oci:'.length), platform)
  const source = credentials && !('find' in credentials) ? { find: async () => credentials } : credentials
  return new RegistryStore({ host: location, platform, credentials: source, ...rest })
}
