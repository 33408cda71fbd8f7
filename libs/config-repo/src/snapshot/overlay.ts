import type { ImageEntry } from 'kustomize-ts'
import { kustomizationPath, releasePath } from '../layout/paths.ts'
import { readRelease, type Release } from '../release/release.ts'
import { findImage } from './image-entry.ts'

/** One service in one environment: what deploys, and where it came from. */
export interface Overlay {
  readonly environment: string
  readonly service: string
  /** The text of its `kustomization.yaml`. */
  readonly kustomization: string
  /** The `images` entry of the service. */
  readonly image: ImageEntry | undefined
  /** `undefined` before the first release. */
  readonly release: Release | undefined
}

/**
 * Reads an overlay from the texts of its files, by their path in the config repo; `undefined` when there is no such
 * overlay. Throws `invalid-kustomization`, `invalid-release`.
 */
export function readOverlay(
  environment: string,
  service: string,
  texts: ReadonlyMap<string, string>,
): Overlay | undefined {
  const file = kustomizationPath(environment, service)
  const kustomization = texts.get(file)
  if (kustomization === undefined) return undefined
  const release = texts.get(releasePath(environment, service))
  const image = findImage(kustomization, file, service)
  return {
    environment,
    service,
    kustomization,
    image,
    release: release === undefined ? undefined : readRelease(release, releasePath(environment, service)),
  }
}

/**
 * Whether somebody changed what deploys by hand: the kustomization no longer has the image that the release says. Before
 * the first release there is nothing to disagree with.
 */
export function isEditedByHand({ image, release }: Overlay): boolean {
  if (!release) return false
  return image?.digest !== release.digest || image.newTag !== undefined || nameOf(image) !== release.image
}

/** The image's name without tag or digest. */
export function nameOf(image: ImageEntry): string {
  return image.newName ?? image.name
}
