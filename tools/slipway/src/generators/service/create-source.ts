import { generateFiles, getProjects, readJson, writeJson, type Tree } from '@nx/devkit'
import path from 'node:path'
import slipway from '../../../package.json' with { type: 'json' }
import type { NewImage, NewService } from './options.ts'

const serviceKit = '@slipway/service-kit'

/** The version that the template's test is written for. */
const vitestVersion = '5.1.0'

/** Writes the source of a tested service: application, test, package.json and Dockerfile. */
export function createSource(tree: Tree, service: NewService, image: NewImage): void {
  const { name, root, port, probes } = service
  const kit = getProjects(tree).get(serviceKit)?.root
  const folders = kit === undefined ? [root] : [kit, root]
  generateFiles(tree, path.join(import.meta.dirname, 'files/node'), root, {
    name,
    root,
    port,
    folders,
    ...probes,
  })
  writeJson(tree, `${root}/package.json`, manifestOf(tree, service, image))
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

function manifestOf(tree: Tree, { name, root, port }: NewService, image: NewImage): object {
  const { devDependencies = {} } = readJson<{ devDependencies?: Record<string, string> }>(
    tree,
    'package.json',
  )
  const hasVitest = 'vitest' in devDependencies
  return {
    name,
    version: '0.1.0',
    private: true,
    type: 'module',
    exports: {},
    scripts: {
      test: testScript(tree, root),
      ...('oxlint' in devDependencies && { lint: 'oxlint --deny-warnings' }),
    },
    dependencies: { [serviceKit]: slipway.version, zod: slipway.dependencies.zod },
    ...(!hasVitest && { devDependencies: { vitest: vitestVersion } }),
    slipway: { port, ...image },
  }
}

/** Tests run with the workspace's own configuration where it has one. */
function testScript(tree: Tree, root: string): string {
  const isShared = ['ts', 'mts', 'js', 'mjs'].some((extension) => tree.exists(`vitest.config.${extension}`))
  return isShared ? `vitest run --root ${path.posix.relative(root, '.')} ${root}` : 'vitest run'
}
