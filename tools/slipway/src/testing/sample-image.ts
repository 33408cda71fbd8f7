import { linuxOn, writeImage } from '@slipway/oci'
import { rm } from 'node:fs/promises'
import path from 'node:path'
import type { Environment } from '../environment.ts'
import { findImageInputs, hashInputs } from '../image/inputs/image-inputs.ts'
import { pushImage } from '../image/push-image.ts'
import { imagesFolder, writeResult } from '../image/result-files.ts'
import type { ImageResult } from '../image/result.ts'
import { openImageStore } from '../image/store.ts'
import { readService } from '../workspace/service.ts'
import { readWorkTree } from '../workspace/work-tree.ts'

/** Makes an image with nothing but the inputs hash in it: what publishing looks at is all there, and it takes no time. */
export async function buildSampleImage(
  directory: string,
  root: string,
  registry: string,
): Promise<ImageResult> {
  const { service, inputs } = await readWorkTree(directory, async (tree) => {
    const found = await readService(tree, root)
    const target = { base: baseDigest(found.base), architecture: process.arch }
    return { service: found, inputs: hashInputs(await findImageInputs(tree, found, target)) }
  })
  const layout = `${imagesFolder}/${service.name}`
  const layers = [{ files: [{ path: '/inputs', content: inputs }] }]
  const contents = { base: linuxOn(process.arch), layers, config: {} }
  await rm(path.join(directory, layout), { recursive: true, force: true })
  const { digest } = await writeImage(contents, path.join(directory, layout))
  const { name, base, builder } = service
  const result: ImageResult = {
    service: name,
    project: root,
    image: `${registry}/${name}`,
    digest,
    inputs,
    builder,
    base: base === undefined ? null : { reference: base, digest: baseDigest(base) ?? '' },
    layout,
  }
  await writeResult(directory, result)
  return result
}

/** Pushes it to the store of an environment. */
export async function pushSampleImage(
  directory: string,
  result: ImageResult,
  environment: Environment,
): Promise<void> {
  const place = openImageStore(result.image, { ...environment, workspace: directory })
  await pushImage(result, { ...place, workspace: directory })
}

function baseDigest(base: string | undefined): string | null {
  return base === undefined ? null : (base.split('@')[1] ?? null)
}
