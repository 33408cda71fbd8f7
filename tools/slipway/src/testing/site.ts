import { createTreeWithEmptyWorkspace } from '@nx/devkit/testing'
import { git, temporaryDirectory, writeFiles } from '@slipway/testing'
import path from 'node:path'
import generateService from '../generators/service/generator.ts'
import { bundleProject } from '../image/bundle-project.ts'

/** The folder of the front end in the workspace that `createSite` makes. */
export const siteRoot = 'apps/web'

const lockfile = {
  lockfileVersion: 3,
  packages: { '': { name: 'acme' }, [siteRoot]: { name: 'web', version: '0.1.0' } },
}

/** A workspace with nothing but a front end as the generator makes it, and the files given. */
export async function createSite(files: Record<string, string> = {}): Promise<string> {
  const tree = createTreeWithEmptyWorkspace()
  tree.write('config-repo/slipway.yaml', 'registry: ghcr.io/acme\nenvironments: [{ name: staging }]\n')
  await generateService(tree, { name: 'web', template: 'static', base: 'local', api: 'bff:3000', port: 8080 })
  const generated = tree.listChanges().map((file) => [file.path, String(file.content)])
  const directory = path.join(await temporaryDirectory(), 'acme')
  await writeFiles(directory, {
    ...(Object.fromEntries(generated) as Record<string, string>),
    '.gitignore': 'dist/\nignored*\n',
    'package-lock.json': JSON.stringify(lockfile),
    ...files,
  })
  await git(directory, 'init', '--quiet', '--initial-branch=main')
  return directory
}

/** Bundles that front end; gives the folder of the bundle. */
export async function bundleSample(directory: string): Promise<string> {
  await bundleProject(directory, siteRoot)
  return path.join(directory, 'dist', siteRoot)
}
