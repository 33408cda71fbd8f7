import { generateFiles, getProjects, type Tree } from '@nx/devkit'
import path from 'node:path'
import slipway from '../../../package.json' with { type: 'json' }
import type { NewImage, NewService } from './options.ts'
import { writeManifest } from './write-manifest.ts'

const serviceKit = '@slipway/service-kit'

/** What the types of service-kit mention; editors and compilers need them, images do not. */
const types = { '@types/koa': '3.0.3' }

/** Writes the source of a tested service: application, test, package.json and Dockerfile. */
export function createSource(tree: Tree, service: NewService, image: NewImage): void {
  const { name, root, port, probes } = service
  const kit = getProjects(tree).get(serviceKit)?.root
  const folders = kit === undefined ? [root] : [kit, root]
  const templates = path.join(import.meta.dirname, 'files/node')
  generateFiles(tree, templates, root, { name, root, port, folders, ...probes })
  const dependencies = { [serviceKit]: slipway.version, zod: slipway.dependencies.zod }
  writeManifest(tree, service, { dependencies, devDependencies: types, slipway: { port, ...image } })
  if (!tree.exists('.dockerignore')) tree.write('.dockerignore', dockerIgnore)
}

/** The build context is the whole workspace. */
const dockerIgnore = [
  '.git',
  '.nx',
  '**/.env*',
  '**/.npmrc',
  '**/*.test.ts',
  '**/dist',
  '**/node_modules',
  '',
].join('\n')
