import { git, temporaryDirectory, writeFiles } from '@slipway/testing'
import { appendFile, rm, symlink } from 'node:fs/promises'
import path from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { runNx } from '../testing/run-nx.ts'

const modules = path.resolve(import.meta.dirname, '../../../../node_modules')

const overlay = (service: string, more = '') => `resources:\n  - ../../../base/${service}\n${more}`
const lockfile = (esbuild: string) =>
  JSON.stringify({
    name: 'workspace',
    lockfileVersion: 3,
    packages: {
      '': { name: 'workspace', workspaces: ['apps/*', 'libs/*'], devDependencies: { esbuild } },
      'node_modules/esbuild': { version: esbuild, dev: true },
    },
  })

const files = {
  '.gitignore': 'node_modules\n.nx\n',
  'nx.json': JSON.stringify({
    cacheDirectory: '.nx/cache',
    plugins: ['slipway/plugin'],
    pluginsConfig: {
      '@nx/js': { analyzeSourceFiles: true, projectsAffectedByDependencyUpdates: 'auto' },
    },
  }),
  'package.json': JSON.stringify({
    name: 'workspace',
    workspaces: ['apps/*', 'libs/*'],
    devDependencies: { esbuild: '0.28.1' },
  }),
  'package-lock.json': lockfile('0.28.1'),
  'apps/orders/package.json': JSON.stringify({
    name: 'orders',
    dependencies: { '@acme/kit': '1.0.0' },
    slipway: { builder: 'oci', base: 'local' },
  }),
  'apps/orders/src/main.ts': '',
  'apps/web/package.json': JSON.stringify({ name: 'web' }),
  'apps/web/Dockerfile': 'FROM scratch\n',
  'libs/kit/package.json': JSON.stringify({ name: '@acme/kit', version: '1.0.0' }),
  'libs/kit/src/index.ts': '',
  'config-repo/slipway.yaml': '',
  'config-repo/README.md': '',
  'config-repo/shared/rules.yaml': '',
  'config-repo/base/orders/kustomization.yaml': 'resources: [deployment.yaml]\n',
  'config-repo/base/orders/deployment.yaml': '',
  'config-repo/base/web/kustomization.yaml': '',
  'config-repo/components/canary/kustomization.yaml':
    'kind: Component\nresources: [../../shared/rules.yaml]\n',
  'config-repo/overlays/staging/orders/kustomization.yaml': overlay(
    'orders',
    'components: [../../../components/canary]\n',
  ),
  'config-repo/overlays/staging/orders/replicas.yaml': '',
  'config-repo/overlays/staging/web/kustomization.yaml': overlay('web'),
  'config-repo/overlays/production/orders/kustomization.yaml': overlay('orders'),
  'config-repo/overlays/production/web/kustomization.yaml': 'resources: ["\n',
}

describe('nx show projects', () => {
  let directory: string

  beforeAll(async () => {
    directory = await temporaryDirectory()
    await writeFiles(directory, files)
    await symlink(modules, path.join(directory, 'node_modules'))
    await git(directory, 'init', '--quiet', '--initial-branch=main')
    await git(directory, 'add', '--all')
    await git(directory, 'commit', '--quiet', '--message=Start')
  })

  it.each<[edited: string, affected: string[]]>([
    ['config-repo/base/orders/deployment.yaml', ['base/orders', 'production/orders', 'staging/orders']],
    ['config-repo/overlays/staging/orders/replicas.yaml', ['staging/orders']],
    ['config-repo/components/canary/kustomization.yaml', ['component/canary', 'staging/orders']],
    ['config-repo/shared/rules.yaml', ['component/canary', 'staging/orders']],
    ['config-repo/overlays/production/web/kustomization.yaml', ['production/web']],
    ['config-repo/README.md', []],
    ['config-repo/slipway.yaml', ['orders', 'web']],
    ['apps/orders/src/main.ts', ['orders']],
    ['apps/web/Dockerfile', ['web']],
    ['libs/kit/src/index.ts', ['@acme/kit', 'orders']],
  ])('--affected names exactly what an edit of %s reaches', async (edited, affected) => {
    await appendFile(path.join(directory, edited), '# edited\n')
    expect(await affectedProjects(directory)).toEqual(affected)
    await git(directory, 'checkout', '--quiet', '.')
  })

  it('--affected names the services whose images another version of the bundler makes', async () => {
    await writeFiles(directory, { 'package-lock.json': lockfile('0.28.2') })
    expect(await affectedProjects(directory)).toEqual(['orders'])
    await git(directory, 'checkout', '--quiet', '.')
  })

  it('--affected names a new overlay alone', async () => {
    const added = 'config-repo/overlays/eu/web/kustomization.yaml'
    await writeFiles(directory, { [added]: overlay('web') })
    expect(await affectedProjects(directory)).toEqual(['eu/web'])
    await rm(path.join(directory, path.dirname(added)), { recursive: true })
  })

  it('takes names with a slash, patterns of them, and tags', async () => {
    expect(await nx(directory, 'show', 'projects', '--projects=staging/orders')).toEqual(['staging/orders'])
    expect(await nx(directory, 'show', 'projects', '--projects=base/*')).toEqual(['base/orders', 'base/web'])
    expect(await nx(directory, 'show', 'projects', '--projects=orders')).toEqual(['orders'])
    expect(await nx(directory, 'show', 'projects', '--projects=tag:environment:staging')).toEqual([
      'staging/orders',
      'staging/web',
    ])
  })
})

async function affectedProjects(directory: string): Promise<string[]> {
  return nx(directory, 'show', 'projects', '--affected', '--base=HEAD')
}

async function nx(directory: string, ...args: string[]): Promise<string[]> {
  const { status, stdout, stderr } = await runNx(directory, args)
  expect(status, stderr).toBe(0)
  return stdout
    .split('\n')
    .filter((line) => line !== '')
    .toSorted()
}
