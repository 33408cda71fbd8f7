import { readJson, readNxJson, updateJson, updateNxJson, type Tree } from '@nx/devkit'
import { createTreeWithEmptyWorkspace } from '@nx/devkit/testing'
import { parse } from 'yaml'
import { beforeEach, describe, expect, it } from 'vitest'
import generateService from './generator.ts'
import type { ServiceGeneratorOptions } from './options.ts'

const digest = `sha256:${'0'.repeat(64)}`

describe('generateService()', () => {
  let tree: Tree

  beforeEach(() => {
    tree = workspaceWith(
      'registry: ghcr.io/acme\nenvironments:\n  - name: staging\n  - name: production\n    replicas: 3\n',
    )
  })

  it('creates source, base, an overlay in each environment and a compose entry', async () => {
    const before = changes(tree)
    await generateService(tree, { name: 'orders' })
    expect(changes(tree).filter((path) => !before.includes(path))).toEqual([
      '.dockerignore',
      'apps/orders/Dockerfile',
      'apps/orders/package.json',
      'apps/orders/src/app.test.ts',
      'apps/orders/src/app.ts',
      'apps/orders/src/main.ts',
      'compose.yaml',
      'config-repo/base/orders/deployment.yaml',
      'config-repo/base/orders/kustomization.yaml',
      'config-repo/base/orders/service.yaml',
      'config-repo/overlays/production/orders/kustomization.yaml',
      'config-repo/overlays/production/orders/replicas.yaml',
      'config-repo/overlays/staging/orders/kustomization.yaml',
      'config-repo/overlays/staging/orders/replicas.yaml',
    ])
  })

  it('builds with the base that is given, else with the Dockerfile', async () => {
    await generateService(tree, { name: 'orders', base: `gcr.io/distroless/nodejs24-debian12@${digest}` })
    await generateService(tree, { name: 'billing' })
    expect(slipwayOf(tree, 'apps/orders/package.json')).toEqual({
      port: 3000,
      builder: 'oci',
      base: `gcr.io/distroless/nodejs24-debian12@${digest}`,
      main: 'src/main.ts',
    })
    expect(slipwayOf(tree, 'apps/billing/package.json')).toEqual({
      port: 3001,
      builder: 'docker',
      context: '.',
    })
  })

  it('takes the next port that neither a project nor the compose file has', async () => {
    addPackage(tree, 'apps/web', { slipway: { port: 3000 } })
    tree.write('compose.yaml', 'services:\n  db:\n    ports: ["127.0.0.1:3001:5432"]\n')
    await generateService(tree, { name: 'orders' })
    expect(slipwayOf(tree, 'apps/orders/package.json')).toMatchObject({ port: 3002 })
    expect(tree.read('apps/orders/src/app.ts', 'utf8')).toContain('port: 3002,')
    expect(tree.read('apps/orders/Dockerfile', 'utf8')).toContain('EXPOSE 3002\n')
    expect(tree.read('config-repo/base/orders/deployment.yaml', 'utf8')).toMatch(
      /containerPort: 3002\n[^]*name: admin\n +containerPort: 4002\n[^]*port: admin\n/,
    )
    expect(composeOf(tree)['orders']).toMatchObject({ ports: ['${ORDERS_PORT:-3002}:3002'] })
  })

  it('puts services and their configuration where the options of the plugin say', async () => {
    const options = { configRepo: 'deploy', appsDir: 'services' }
    updateNxJson(tree, { ...readNxJson(tree), plugins: [{ plugin: 'slipway/plugin', options }] })
    tree.rename('config-repo/slipway.yaml', 'deploy/slipway.yaml')
    await generateService(tree, { name: 'orders' })
    expect(tree.exists('services/orders/src/main.ts')).toBe(true)
    expect(tree.exists('deploy/overlays/production/orders/kustomization.yaml')).toBe(true)
  })

  it('copies service-kit into the image when the workspace has it', async () => {
    addPackage(tree, 'libs/service-kit', { name: '@slipway/service-kit' })
    await generateService(tree, { name: 'orders' })
    const dockerfile = tree.read('apps/orders/Dockerfile', 'utf8')
    expect(dockerfile).toContain('COPY libs/service-kit/package.json libs/service-kit/\n')
    expect(dockerfile).toContain('COPY --chown=65532:65532 libs/service-kit libs/service-kit\n')
  })

  it('creates a front end, with the service behind it in each environment', async () => {
    addPackage(tree, 'apps/orders', { slipway: { port: 3000 } })
    const before = changes(tree)
    await generateService(tree, { name: 'web', template: 'static', base: 'local' })
    expect(changes(tree).filter((path) => !before.includes(path))).toEqual([
      'apps/web/browser/main.ts',
      'apps/web/browser/metadata.test.ts',
      'apps/web/browser/metadata.ts',
      'apps/web/browser/routes.ts',
      'apps/web/browser/style.css',
      'apps/web/index.html',
      'apps/web/package.json',
      'apps/web/public/favicon.svg',
      'apps/web/public/robots.txt',
      'apps/web/server/environment/api.conf',
      'apps/web/server/nginx.conf',
      'apps/web/tsconfig.json',
      'compose.yaml',
      'config-repo/base/web/deployment.yaml',
      'config-repo/base/web/kustomization.yaml',
      'config-repo/base/web/service.yaml',
      'config-repo/overlays/production/web/api.conf',
      'config-repo/overlays/production/web/kustomization.yaml',
      'config-repo/overlays/production/web/replicas.yaml',
      'config-repo/overlays/staging/web/api.conf',
      'config-repo/overlays/staging/web/kustomization.yaml',
      'config-repo/overlays/staging/web/replicas.yaml',
    ])
    expect(slipwayOf(tree, 'apps/web/package.json')).toEqual({
      port: 3001,
      kind: 'static',
      builder: 'oci',
      base: 'local',
      api: 'http://localhost:3000',
    })
    expect(tree.read('apps/web/server/nginx.conf', 'utf8')).toContain('listen 3001;\n')
    expect(tree.read('apps/web/server/environment/api.conf', 'utf8')).toContain(
      'set $api http://orders:3000;\n',
    )
    expect(tree.read('config-repo/overlays/staging/web/api.conf', 'utf8')).toContain(
      'set $api http://orders.staging.svc.cluster.local:3000;\n',
    )
    expect(composeOf(tree)['web']).toMatchObject({ profiles: ['web'], read_only: true })
  })

  it('takes the base and the service behind a front end that are named', async () => {
    const base = `gcr.io/distroless/nodejs24-debian12@${digest}`
    const staticBase = `nginxinc/nginx-unprivileged@${digest}`
    await generateService(tree, { name: 'web', template: 'static', base, staticBase, api: 'legacy:8080' })
    expect(slipwayOf(tree, 'apps/web/package.json')).toMatchObject({
      base: staticBase,
      api: 'http://localhost:8080',
    })
  })

  it('adopts a folder of any language, and touches no file in it', async () => {
    tree.write(
      'services/billing/Dockerfile',
      'FROM golang AS build\nEXPOSE 1\nFROM scratch\nEXPOSE 9000/tcp\n',
    )
    tree.write('services/billing/main.go', 'package main\n')
    const before = changes(tree)
    await generateService(tree, { name: 'billing', source: 'services/billing', readiness: '/up' })
    expect(changes(tree).filter((path) => !before.includes(path))).toEqual([
      'compose.yaml',
      'config-repo/base/billing/deployment.yaml',
      'config-repo/base/billing/kustomization.yaml',
      'config-repo/base/billing/service.yaml',
      'config-repo/overlays/production/billing/kustomization.yaml',
      'config-repo/overlays/production/billing/replicas.yaml',
      'config-repo/overlays/staging/billing/kustomization.yaml',
      'config-repo/overlays/staging/billing/replicas.yaml',
      'services/billing/project.json',
    ])
    expect(readJson(tree, 'services/billing/project.json')).toEqual({
      name: 'billing',
      slipway: { builder: 'docker', port: 9000 },
    })
    expect(tree.read('config-repo/base/billing/deployment.yaml', 'utf8')).toMatch(
      /path: \/up\n +port: http\n[^]*path: \/health\n +port: http\n/,
    )
    expect(composeOf(tree)['billing']).toMatchObject({ build: { context: 'services/billing' } })
  })

  it('keeps the port that an adopted Dockerfile exposes, and gives it another one on this machine', async () => {
    addPackage(tree, 'apps/web', { slipway: { port: 8080 } })
    tree.write('services/billing/Dockerfile', 'FROM scratch\nEXPOSE 8080\n')
    await generateService(tree, { name: 'billing', source: './services/billing/' })
    expect(slipwayOf(tree, 'services/billing/project.json')).toMatchObject({ port: 8080 })
    expect(composeOf(tree)['billing']).toMatchObject({ ports: ['${BILLING_PORT:-3000}:8080'] })
  })

  it('writes no project.json where a workspace package is', async () => {
    addPackage(tree, 'services/billing', { name: '@acme/billing' })
    tree.write('services/billing/Dockerfile', 'FROM scratch\n')
    const text = tree.read('services/billing/package.json', 'utf8')
    await generateService(tree, { name: 'billing', source: 'services/billing' })
    expect(tree.read('services/billing/package.json', 'utf8')).toBe(text)
    expect(tree.exists('services/billing/project.json')).toBe(false)
  })
})

describe('generateService() refuses, and changes nothing:', () => {
  let tree: Tree

  beforeEach(() => {
    tree = workspaceWith('registry: ghcr.io/acme\nenvironments: [{ name: staging }]\n')
    tree.write('config-repo/base/based/kustomization.yaml', '')
    tree.write('config-repo/overlays/staging/overlaid/kustomization.yaml', '')
    tree.write('compose.yaml', 'services:\n  composed:\n    ports: ["7000:80"]\n')
    tree.write('apps/foldered/README.md', '')
    tree.write('services/plain/main.go', '')
    tree.write('services/other/Dockerfile', 'FROM scratch\n')
    tree.write('services/other/package.json', '{ "name": "@acme/named" }')
    tree.write('services/unnamed/Dockerfile', 'FROM scratch\n')
    addPackage(tree, 'libs/known', {
      name: '@acme/known',
      dependencies: { koa: '3.3.0' },
      slipway: { port: 3000 },
    })
  })

  it.each<[code: string, options: ServiceGeneratorOptions]>([
    ['invalid-name', { name: 'Orders' }],
    ['invalid-name', { name: '../orders' }],
    ['invalid-name', { name: 'orders-' }],
    ['invalid-name', { name: '1st' }],
    ['invalid-name', { name: 'a'.repeat(64) }],
    ['invalid-name', { name: '' }],
    ['taken', { name: 'known' }],
    ['taken', { name: 'foldered' }],
    ['taken', { name: 'based' }],
    ['taken', { name: 'overlaid' }],
    ['taken', { name: 'composed' }],
    ['taken', { name: 'koa' }],
    ['taken', { name: 'based', source: 'services/unnamed' }],
    ['taken-port', { name: 'orders', port: 3000 }],
    ['taken-port', { name: 'orders', port: 7000 }],
    ['invalid-options', { name: 'orders', port: 0 }],
    ['invalid-options', { name: 'orders', port: 65_536 }],
    ['invalid-options', { name: 'orders', port: 3005.5 }],
    ['no-base', { name: 'orders', builder: 'oci' }],
    ['invalid-options', { name: 'orders', base: 'node:24' }],
    ['no-base', { name: 'site', template: 'static', base: `node@${digest}` }],
    ['invalid-options', { name: 'site', template: 'static', base: 'local', builder: 'docker' }],
    ['invalid-options', { name: 'site', template: 'static', staticBase: 'nginx:1', api: 'known' }],
    ['invalid-options', { name: 'site', template: 'static', base: 'local', api: 'unknown' }],
    ['invalid-options', { name: 'site', template: 'static', base: 'local', api: 'a;b:80' }],
    ['invalid-options', { name: 'unnamed', template: 'static', source: 'services/unnamed' }],
    ['invalid-options', { name: 'orders', readiness: '/up' }],
    ['no-dockerfile', { name: 'plain', source: 'services/plain' }],
    ['no-dockerfile', { name: 'gone', source: 'services/gone' }],
    ['outside-workspace', { name: 'orders', source: '../orders' }],
    ['outside-workspace', { name: 'orders', source: '/etc' }],
    ['outside-workspace', { name: 'orders', source: '.' }],
    ['invalid-name', { name: 'renamed', source: 'services/other' }],
  ])('%s: %j', async (code, options) => {
    const before = changes(tree)
    const compose = tree.read('compose.yaml', 'utf8')
    await expect(generateService(tree, options)).rejects.toMatchObject({ code })
    expect(changes(tree)).toEqual(before)
    expect(tree.read('compose.yaml', 'utf8')).toBe(compose)
  })

  it('no-settings: a workspace without slipway.yaml', async () => {
    tree.delete('config-repo/slipway.yaml')
    await expect(generateService(tree, { name: 'orders' })).rejects.toMatchObject({ code: 'no-settings' })
  })

  it('invalid-settings: a slipway.yaml that cannot be read', async () => {
    tree.write('config-repo/slipway.yaml', 'registry: 7\n')
    const before = changes(tree)
    await expect(generateService(tree, { name: 'orders' })).rejects.toMatchObject({
      code: 'invalid-settings',
    })
    expect(changes(tree)).toEqual(before)
  })
})

function workspaceWith(settings: string): Tree {
  const tree = createTreeWithEmptyWorkspace()
  updateJson(tree, 'package.json', (json: object) => ({
    ...json,
    workspaces: ['apps/*', 'libs/*', 'services/*'],
  }))
  tree.write('config-repo/slipway.yaml', settings)
  return tree
}

function changes(tree: Tree): string[] {
  return tree
    .listChanges()
    .map(({ path }) => path)
    .toSorted()
}

function addPackage(tree: Tree, root: string, manifest: object): void {
  const name = root.slice(root.lastIndexOf('/') + 1)
  tree.write(`${root}/package.json`, JSON.stringify({ name, ...manifest }))
}

function slipwayOf(tree: Tree, file: string): unknown {
  return readJson<{ slipway: unknown }>(tree, file).slipway
}

function composeOf(tree: Tree): Record<string, unknown> {
  return (parse(tree.read('compose.yaml', 'utf8') ?? '') as { services: Record<string, unknown> }).services
}
