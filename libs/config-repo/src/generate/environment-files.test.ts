import { describe, expect, it } from 'vitest'
import { environmentFiles } from './environment-files.ts'
import { serviceFiles } from './service-files.ts'
import { readSettings } from '../settings/settings.ts'

const settings = `registry: ghcr.io/acme
environments:
  - name: staging # first
    replicas: 2

# the end
`

describe('environmentFiles()', () => {
  it('adds the environment to slipway.yaml and an overlay for each service', () => {
    const files = environmentFiles({ name: 'qa', settings, services: ['orders', 'carts'] })
    expect(files['slipway.yaml']).toBe(
      settings.replace('replicas: 2\n', 'replicas: 2\n  - name: qa\n    replicas: 1\n'),
    )
    const fresh = serviceFiles({ ...readSettings(files['slipway.yaml'] ?? ''), name: 'orders', port: 1 })
    expect(files['overlays/qa/orders/kustomization.yaml']).toBe(
      fresh['overlays/qa/orders/kustomization.yaml'],
    )
    expect(Object.keys(files)).toHaveLength(5)
  })

  it('copies the overlays of another environment without their release', () => {
    const kustomization = `namespace: staging # here
resources: [../../../base/orders]
labels:
  - pairs: {environment: staging}
configMapGenerator:
  - name: orders-config
    literals: ['APP_ENV=staging', EXTRA=staging]
images:
  - name: orders
    digest: sha256:abc
`
    const files = environmentFiles({
      name: 'qa',
      namespace: 'team-qa',
      settings,
      services: ['orders', 'carts'],
      from: {
        name: 'staging',
        files: {
          'overlays/staging/orders/kustomization.yaml': kustomization,
          'overlays/staging/orders/release.yaml': 'service: orders\n',
          'overlays/staging/orders/patches/cpu.yaml': 'a: staging\n',
        },
      },
    })
    expect(files).toMatchObject({
      'overlays/qa/orders/kustomization.yaml': kustomization
        .replace('namespace: staging', 'namespace: team-qa')
        .replace('environment: staging', 'environment: qa')
        .replace('APP_ENV=staging', 'APP_ENV=qa')
        .replace('digest: sha256:abc', 'newTag: unreleased'),
      'overlays/qa/orders/patches/cpu.yaml': 'a: staging\n',
    })
    expect(files['slipway.yaml']).toContain('  - name: qa\n    namespace: team-qa\n    replicas: 2\n')
    expect(Object.keys(files)).not.toContain('overlays/qa/orders/release.yaml')
    expect(Object.keys(files)).toContain('overlays/qa/carts/kustomization.yaml')
  })

  it.each(['copied', 'new'])(
    "leads a front end to the new environment's own service, in a %s overlay",
    (way) => {
      const { namespace } = readSettings(settings).environments[0]!
      const api = { service: 'bff', port: 3000 }
      const files = serviceFiles({ ...readSettings(settings), name: 'web', port: 1, api })
      const text = files['overlays/staging/web/api.conf'] ?? ''
      expect(text).toContain(`bff.${namespace}.svc.`)
      const added = environmentFiles({
        name: 'qa',
        settings,
        services: ['web'],
        ...(way === 'copied'
          ? { from: { name: 'staging', files } }
          : { apis: { web: { environment: 'staging', text } } }),
      })
      const fresh = serviceFiles({ ...readSettings(added['slipway.yaml'] ?? ''), name: 'web', port: 1, api })
      for (const name of ['api.conf', 'kustomization.yaml'])
        expect(added[`overlays/qa/web/${name}`]).toBe(fresh[`overlays/qa/web/${name}`])
    },
  )

  it.each([
    ['staging', undefined, 'taken'],
    ['qa', 'staging', 'taken'],
    ['QA', undefined, 'invalid-name'],
  ])('refuses "%s" with the namespace %j', (name, namespace, code) => {
    expect(() => environmentFiles({ name, namespace, settings, services: [] })).toThrow(
      expect.objectContaining({ code }),
    )
  })

  it('refuses an unknown environment to copy from', () => {
    expect(() =>
      environmentFiles({ name: 'qa', settings, services: [], from: { name: 'stagin', files: {} } }),
    ).toThrow(expect.objectContaining({ code: 'unknown-environment' }))
  })
})
