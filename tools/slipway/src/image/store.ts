import { dockerCredentials, openStore, parseImageName, type ImageStore } from '@slipway/oci'
import path from 'node:path'
import type { Environment } from '../environment.ts'

/** Where one image is kept: a store, and the image's repository there. */
export interface ImagePlace {
  readonly store: ImageStore
  readonly repository: string
}

/** What a store is opened with. */
export type StoreEnvironment = Pick<Environment, 'store' | 'dockerConfig' | 'cache'>

/**
 * Opens the store that an image's name leads to, or the one that the environment says instead; with what
 * `docker login` knows of it, until the signal comes. A folder in `oci:<folder>` is relative to `workspace`.
 */
export function openImageStore(
  image: string,
  {
    store,
    dockerConfig,
    cache,
    workspace,
    signal,
  }: StoreEnvironment & { workspace: string; signal?: AbortSignal },
): ImagePlace {
  const { host, repository } = parseImageName(image)
  const location = store ?? host
  if (location.startsWith('oci:')) {
    const folder = path.resolve(workspace, location.slice('oci:'.length))
    return { store: openStore(`oci:${folder}`), repository }
  }
  const credentials = dockerCredentials(dockerConfig)
  const places = path.join(cache, 'registries')
  return { store: openStore(location, { credentials, places, signal }), repository }
}
