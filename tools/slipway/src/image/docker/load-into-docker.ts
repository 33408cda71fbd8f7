import { toDockerArchive, type ImageInLayout } from '@slipway/oci'
import { Readable } from 'node:stream'
import { SlipwayError } from '../../slipway-error.ts'
import { feedDocker, runDocker } from './run-docker.ts'

/** Gives Docker an image of a layout, unless it has it, and returns the name that it has there. */
export async function loadIntoDocker(image: ImageInLayout): Promise<string> {
  const name = `slipway:${image.digest.slice('sha256:'.length, 'sha256:'.length + 32)}`
  if (!(await isLoaded(name)))
    await feedDocker(['image', 'load'], Readable.from(toDockerArchive(image, name)))
  return name
}

async function isLoaded(name: string): Promise<boolean> {
  try {
    await runDocker(['image', 'inspect', name])
    return true
  } catch (error) {
    if (error instanceof SlipwayError) return false
    throw error
  }
}
