import { generateFiles, readJson, type Tree } from '@nx/devkit'
import type { ApiService } from '@slipway/config-repo'
import path from 'node:path'
import type { NewImage, NewService } from './options.ts'
import { writeManifest } from './write-manifest.ts'

/** What is particular to a front end. */
export interface NewSite {
  readonly image: NewImage
  readonly api: ApiService
}

/**
 * Writes the source of a front end: its page, code, style and test, and the configuration of its server. Its types are
 * its own, and its code is outside of a folder `src`, which the workspace's tsconfig may include: services must not have
 * the types of browsers, nor do all of those go together with Node's.
 */
export function createSite(tree: Tree, service: NewService, { image, api }: NewSite): void {
  const { name, root, port } = service
  const base = 'tsconfig.base.json'
  const tsconfig = tree.exists(base) ? path.posix.join(path.posix.relative(root, '.'), base) : undefined
  const templates = path.join(import.meta.dirname, 'files/static')
  generateFiles(tree, templates, root, { name, root, port, api, tsconfig })
  const { devDependencies = {} } = readJson<{ devDependencies?: object }>(tree, 'package.json')
  writeManifest(tree, service, {
    slipway: { port, ...image, api: `http://localhost:${api.port}` },
    checks: 'typescript' in devDependencies ? ['tsc --project .'] : [],
  })
}
