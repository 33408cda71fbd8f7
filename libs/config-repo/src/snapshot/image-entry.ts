import { KustomizeError, readImages, setImage, type ImageEntry } from 'kustomize-ts'
import { ConfigRepoError } from '../config-repo-error.ts'

/**
 * The `images` entry of a service in the text of a kustomization. Throws `invalid-kustomization`, also for two entries: which of them counts
 * depends on what the first one makes of the name.
 */
export function findImage(text: string, file: string, service: string): ImageEntry | undefined {
  return reportInvalid(`Cannot read the image of "${service}" in "${file}"`, () => {
    const [image, second] = readImages(text, file).filter(({ name }) => name === service)
    // It says where.
    if (second) setImage(text, { name: service }, file)
    return image
  })
}

/** The text with another image for a service; all else stays. Throws `invalid-kustomization` where an edit would not be safe. */
export function writeImage(
  text: string,
  file: string,
  { service, image, digest }: { readonly service: string; readonly image: string; readonly digest: string },
): string {
  return reportInvalid(`Cannot set the image of "${service}" in "${file}"`, () =>
    setImage(text, { name: service, newName: image, digest }, file),
  )
}

function reportInvalid<T>(message: string, action: () => T): T {
  try {
    return action()
  } catch (error) {
    if (!(error instanceof KustomizeError)) throw error
    throw new ConfigRepoError('invalid-kustomization', message, { problems: error.problems, cause: error })
  }
}
