import path from 'node:path'
import type { Environment } from '../environment.ts'
import { readRegistry } from '../workspace/registry.ts'
import { readService } from '../workspace/service.ts'
import { readSourceUrl } from '../workspace/source-url.ts'
import { readWorkTree } from '../workspace/work-tree.ts'
import { findBase } from './base/base-image.ts'
import { buildImage } from './build-image.ts'
import { findImageInputs, hashInputs } from './inputs/image-inputs.ts'
import { imagesFolder, writeResult } from './result-files.ts'
import { readMaterials } from './sbom/materials.ts'
import { writeSbomFile } from './sbom/sbom-file.ts'
import { writeSbom } from './sbom/write-sbom.ts'
import type { ImageResult } from './result.ts'

/** Which image to make: that of the project in the folder `root`. */
export interface ImageRequest {
  readonly workspace: string
  readonly root: string
  readonly environment: Environment
}

/** Builds a service's image from the work tree as it stands, and writes its result file and its bill of materials. */
export async function makeImage({ workspace, root, environment }: ImageRequest): Promise<ImageResult> {
  const { service, base, inputs, registry, source, materials } = await readWorkTree(
    workspace,
    async (tree) => {
      const found = await readService(tree, root)
      const itsBase = await findBase(found, { workspace, environment })
      const target = { base: itsBase?.digest ?? null, architecture: process.arch }
      return {
        service: found,
        base: itsBase,
        inputs: hashInputs(await findImageInputs(tree, found, target)),
        registry: await readRegistry(tree, workspace),
        source: await readSourceUrl(tree),
        materials: await readMaterials(tree, found),
      }
    },
  )
  const layout = `${imagesFolder}/${service.name}`
  const directory = path.join(workspace, layout)
  const { digest } = await buildImage({ workspace, environment, service, base, source, layout: directory })
  const result: ImageResult = {
    service: service.name,
    project: service.root,
    image: `${registry}/${service.name}`,
    digest,
    inputs,
    builder: service.builder,
    base: base ?? null,
    layout,
  }
  if (materials) await writeSbomFile(directory, writeSbom(result, materials))
  await writeResult(workspace, result)
  return result
}
