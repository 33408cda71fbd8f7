import { serviceFiles } from '@slipway/config-repo'
import type { Tree } from '@nx/devkit'
import { createTreeWithEmptyWorkspace } from '@nx/devkit/testing'
import { beforeEach, describe, expect, it } from 'vitest'
import generateEnvironment, { type EnvironmentGeneratorOptions } from './generator.ts'

const settings = `registry: ghcr.io/acme
environments:
  - name: staging # first
  # Customers are here
  - name: production
    namespace: live
    replicas: 3
`
const digest = `sha256:${'0'.repeat(64)}`

describe('generateEnvironment()', () => {
  let tree: Tree

  beforeEach(() => {
    tree = createTreeWithEmptyWorkspace()
    tree.write('config-repo/slipway.yaml', settings)
    for (const name of ['orders', 'web']) {
      const environments = [
        { name: 'staging', namespace: 'staging', replicas: 1, sync: 'automated' as const },
        { name: 'production', namespace: 'live', replicas: 3, sync: 'automated' as const },
      ]
      write(serviceFiles({ name, port: 3000, registry: 'ghcr.io/acme', environments }))
    }
    write({
      'overlays/production/orders/kustomization.yaml': `# of orders
namespace: live
resources:
  - ../../../base/orders
configMapGenerator:
  - name: orders-config
    literals: [APP_ENV=production, LOG_LEVEL=warn]
images:
  - name: orders
    newName: ghcr.io/acme/orders
    digest: ${digest}
`,
      'overlays/production/orders/release.yaml': 'service: orders\n',
      'argocd/project.yaml': 'spec:\n  destinations:\n    - namespace: staging\n    - namespace: live\n',
    })
  })

  it('adds it last to slipway.yaml, keeps the comments, and makes an overlay for every service', async () => {
    const before = texts()
    await generateEnvironment(tree, { name: 'eu', replicas: 2 })
    const after = texts()
    expect(Object.keys(after).filter((path) => after[path] !== before[path])).toEqual([
      'argocd/project.yaml',
      'overlays/eu/orders/kustomization.yaml',
      'overlays/eu/orders/replicas.yaml',
      'overlays/eu/web/kustomization.yaml',
      'overlays/eu/web/replicas.yaml',
      'slipway.yaml',
    ])
    expect(after['slipway.yaml']).toBe(`${settings}  - name: eu\n    replicas: 2\n`)
    expect(after['argocd/project.yaml']).toBe(`${before['argocd/project.yaml']}    - namespace: eu\n`)
    expect(after['overlays/eu/web/replicas.yaml']).toContain('replicas: 2\n')
  })

  it('copies the overlays of --from, as if they were never released', async () => {
    await generateEnvironment(tree, { name: 'eu', from: 'production' })
    expect(texts()['overlays/eu/orders/kustomization.yaml']).toBe(`# of orders
namespace: eu
resources:
  - ../../../base/orders
configMapGenerator:
  - name: orders-config
    literals: [APP_ENV=eu, LOG_LEVEL=warn]
images:
  - name: orders
    newName: ghcr.io/acme/orders
    newTag: unreleased
`)
    expect(texts()).not.toHaveProperty('overlays/eu/orders/release.yaml')
    expect(texts()['overlays/eu/web/replicas.yaml']).toContain('replicas: 3\n')
    expect(texts()['slipway.yaml']).toBe(`${settings}  - name: eu\n    replicas: 3\n`)
  })

  it.each<[code: string, options: EnvironmentGeneratorOptions]>([
    ['taken', { name: 'staging' }],
    ['taken', { name: 'live' }],
    ['taken', { name: 'eu', namespace: 'live' }],
    ['taken', { name: 'base' }],
    ['taken', { name: 'component' }],
    ['invalid-name', { name: 'EU' }],
    ['invalid-name', { name: '../eu' }],
    ['invalid-name', { name: 'a'.repeat(64) }],
    ['unknown-environment', { name: 'eu', from: 'prod' }],
  ])('refuses, and changes nothing: %s: %j', async (code, options) => {
    const before = texts()
    await expect(generateEnvironment(tree, options)).rejects.toMatchObject({ code })
    expect(texts()).toEqual(before)
  })

  it('refuses an environment whose folder is there without being in slipway.yaml', async () => {
    write({ 'overlays/old/web/kustomization.yaml': '' })
    await expect(generateEnvironment(tree, { name: 'old' })).rejects.toMatchObject({ code: 'taken' })
  })

  it('refuses a workspace without slipway.yaml', async () => {
    tree.delete('config-repo/slipway.yaml')
    await expect(generateEnvironment(tree, { name: 'eu' })).rejects.toMatchObject({ code: 'no-settings' })
  })

  it('tells every place in slipway.yaml that is wrong, in its message', async () => {
    write({ 'slipway.yaml': `${settings}  - name: EU\n    replicas: many\n` })
    await expect(generateEnvironment(tree, { name: 'eu' })).rejects.toMatchObject({
      code: 'invalid-settings',
      message: expect.stringMatching(/\nslipway\.yaml:8:11: .*\nslipway\.yaml:9:15: /) as string,
    })
  })

  function write(files: Record<string, string>): void {
    for (const [path, text] of Object.entries(files)) tree.write(`config-repo/${path}`, text)
  }

  function texts(): Record<string, string> {
    const changed = tree.listChanges().filter(({ path }) => path.startsWith('config-repo/'))
    const entries = changed.map(
      ({ path, content }) => [path.slice('config-repo/'.length), String(content)] as const,
    )
    return Object.fromEntries(entries.toSorted(([a], [b]) => (a < b ? -1 : 1)))
  }
})
