import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll } from 'vitest'
import { docker } from './docker.ts'
import { nodeImage } from './node-image.ts'

/** What to build an image from. */
export interface ImageBuild {
  /** Folder that the Dockerfile may copy from. */
  context: string
  /** Relative to `context`. */
  dockerfile: string
}

/**
 * Builds a Dockerfile whose stages start from `NODE_IMAGE` and `BASE_IMAGE`, without any registry of images, and gives the
 * image's id. The image is removed when the test file is over.
 */
export async function buildImage({ context, dockerfile }: ImageBuild): Promise<string> {
  const node = await nodeImage()
  const folder = await mkdtemp(path.join(tmpdir(), 'slipway-build-'))
  const idFile = path.join(folder, 'id')
  try {
    const inputs = ['--build-arg', `NODE_IMAGE=${node}`, '--build-arg', `BASE_IMAGE=${node}`]
    await docker('build', ...inputs, '--iidfile', idFile, '--file', path.join(context, dockerfile), context)
    const id = await readFile(idFile, 'utf8')
    built.push(id)
    return id
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

const built: string[] = []

afterAll(async () => {
  for (const id of new Set(built.splice(0))) await docker('image', 'rm', '--force', id)
})
