import { ConfigRepoError } from '../config-repo-error.ts'
import { kustomizationPath } from '../layout/paths.ts'
import type { Overlay } from '../snapshot/overlay.ts'
import type { EnvironmentFacts, ImageToPublish } from './facts.ts'

/** An image, and the overlay that it is for. */
export type Pair = readonly [ImageToPublish, Overlay]

/**
 * Each image with its overlay, in the order of services' names. Throws `no-overlay` and `no-images-entry`, each with every service
 * that it is true of.
 */
export function requireOverlays({ images, overlays, environment }: EnvironmentFacts): Pair[] {
  const overlayOf = new Map(overlays.map((overlay) => [overlay.service, overlay]))
  const sorted = images.toSorted((a, b) => (a.service < b.service ? -1 : 1))
  const missing = sorted.filter(({ service }) => !overlayOf.has(service))
  failFor('no-overlay', missing, environment, (file) => `there is no "${file}"`)
  const imageless = sorted.filter(({ service }) => !overlayOf.get(service)?.image)
  failFor('no-images-entry', imageless, environment, (file) => `"${file}" has no images entry with that name`)
  return sorted.flatMap((image) => {
    const overlay = overlayOf.get(image.service)
    return overlay ? [[image, overlay] as const] : []
  })
}

function failFor(
  code: 'no-overlay' | 'no-images-entry',
  images: readonly ImageToPublish[],
  environment: string,
  reason: (file: string) => string,
): void {
  if (images.length === 0) return
  const problems = images.map(({ service }) => {
    const file = kustomizationPath(environment, service)
    const message = `Cannot publish "${service}" to "${environment}": ${reason(file)}`
    return { code, message, file, line: 1, column: 1 }
  })
  throw new ConfigRepoError(code, problems.map(({ message }) => message).join('\n'), { problems })
}
