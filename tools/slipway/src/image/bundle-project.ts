import path from 'node:path'
import { readService } from '../workspace/service.ts'
import { readWorkTree } from '../workspace/work-tree.ts'
import { findImageInputs } from './inputs/image-inputs.ts'
import { bundleSite } from './static/bundle-site.ts'
import { bundleService } from './bundle/bundle-service.ts'

// A bundle is the same on any base and any processor.
const anyTarget = { base: null, architecture: '' }

/** Bundles the service or the front end in the folder `root` into `dist/<root>`, and gives the names of the files there. */
export async function bundleProject(workspace: string, root: string): Promise<string[]> {
  const found = await readWorkTree(workspace, async (tree) => {
    const service = await readService(tree, root)
    return { service, inputs: await findImageInputs(tree, service, anyTarget) }
  })
  const bundle = found.service.kind === 'static' ? bundleSite : bundleService
  return await bundle({ workspace, ...found, output: path.join(workspace, 'dist', root) })
}
