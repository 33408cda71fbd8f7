import { describeWith, programPath, temporaryDirectory, writeFiles } from '@slipway/testing'
import { execFileSync } from 'node:child_process'
import { build, setImage } from 'kustomize-ts'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { readSettings } from '../settings/settings.ts'
import { environmentFiles } from './environment-files.ts'
import { serviceFiles } from './service-files.ts'

const settings = readSettings(`
registry: ghcr.io/acme
team: shop
environments: [{ name: staging }, { name: production, namespace: live, replicas: 3 }]
`)

describe('serviceFiles()', () => {
  it('gives a base and one overlay in each environment, none of them released', () => {
    const files = serviceFiles({ ...settings, name: 'orders', port: 3001 })
    expect(Object.keys(files)).toEqual([
      'base/orders/kustomization.yaml',
      'base/orders/deployment.yaml',
      'base/orders/service.yaml',
      'overlays/staging/orders/kustomization.yaml',
      'overlays/staging/orders/replicas.yaml',
      'overlays/production/orders/kustomization.yaml',
      'overlays/production/orders/replicas.yaml',
    ])
    expect(files['overlays/production/orders/kustomization.yaml']).toContain(
      'images:\n  - name: orders\n    newName: ghcr.io/acme/orders\n    newTag: unreleased\n',
    )
  })

  it('gives a service of service-kit the time that it takes to stop, and a busy one patience', () => {
    const own = podOf(
      serviceFiles({ ...settings, name: 'orders', port: 3001, adminPort: 4001 })[
        'base/orders/deployment.yaml'
      ],
    )
    expect(own).toMatchObject({
      terminationGracePeriodSeconds: 30,
      containers: [
        {
          readinessProbe: { periodSeconds: 10, timeoutSeconds: 2, failureThreshold: 2 },
          livenessProbe: { periodSeconds: 20, timeoutSeconds: 5, failureThreshold: 3 },
        },
      ],
    })
    const adopted = serviceFiles({ ...settings, name: 'orders', port: 3001 })['base/orders/deployment.yaml']
    expect(adopted).not.toMatch(/terminationGracePeriodSeconds|timeoutSeconds/)
  })

  it('lets probes and Prometheus ask the admin port where there is one', () => {
    const files = serviceFiles({ ...settings, name: 'orders', port: 3001, adminPort: 4001 })
    const deployment = files['base/orders/deployment.yaml']
    expect(containerOf(deployment)).toMatchObject({
      ports: [
        { name: 'http', containerPort: 3001 },
        { name: 'admin', containerPort: 4001 },
      ],
      env: [
        { name: 'PORT', value: '3001' },
        { name: 'ADMIN_PORT', value: '4001' },
      ],
      readinessProbe: { httpGet: { path: '/ready', port: 'admin' } },
      livenessProbe: { httpGet: { path: '/health', port: 'admin' } },
    })
    const { template } = (parse(deployment ?? '') as { spec: { template: object } }).spec
    expect(template).toMatchObject({
      metadata: { annotations: { 'prometheus.io/scrape': 'true', 'prometheus.io/port': '4001' } },
    })
  })

  it('takes the probes, the resources and the variables of an adopted service', () => {
    const files = serviceFiles({
      ...settings,
      name: 'legacy',
      port: 9000,
      probes: { readiness: '/up', liveness: '/alive' },
      resources: { requests: { cpu: '1', memory: '1Gi' }, limits: { cpu: '2', memory: '2Gi' } },
      variables: { GREETING: 'yes: "and" #no' },
    })
    const container = containerOf(files['base/legacy/deployment.yaml'])
    expect(container).toMatchObject({
      env: [
        { name: 'PORT', value: '9000' },
        { name: 'GREETING', value: 'yes: "and" #no' },
      ],
      ports: [{ name: 'http', containerPort: 9000 }],
      readinessProbe: { httpGet: { path: '/up', port: 'http' }, initialDelaySeconds: 5, periodSeconds: 10 },
      livenessProbe: { httpGet: { path: '/alive' }, initialDelaySeconds: 15, periodSeconds: 20 },
      resources: { limits: { cpu: '2' } },
    })
  })

  it('mounts what differs into a front end, which names the service behind it as the cluster knows it', () => {
    const files = serviceFiles({
      ...settings,
      name: 'web',
      port: 8080,
      api: { service: 'orders', port: 3001 },
    })
    expect(files['overlays/production/web/api.conf']).toMatch(
      /^resolver \S+\.cluster\.local valid=10s;$[^]*^set \$api http:\/\/orders\.live\.svc\.cluster\.local:3001;$/m,
    )
    expect(parse(files['overlays/production/web/kustomization.yaml'] ?? '')).toMatchObject({
      configMapGenerator: [{ name: 'web-config', files: ['api.conf'] }],
    })
    expect(podOf(files['base/web/deployment.yaml'])).toMatchObject({
      securityContext: { runAsNonRoot: true },
      volumes: [{ configMap: { name: 'web-config' } }, { name: 'tmp', emptyDir: {} }],
      containers: [
        {
          volumeMounts: [{ mountPath: '/app/server/environment', readOnly: true }, { mountPath: '/tmp' }],
          lifecycle: { preStop: { sleep: { seconds: 5 } } },
          securityContext: { readOnlyRootFilesystem: true, capabilities: { drop: ['ALL'] } },
        },
      ],
    })
  })

  it('asks for what the Pod Security Standard "restricted" demands', () => {
    const files = serviceFiles({ ...settings, name: 'orders', port: 3001 })
    expect(podOf(files['base/orders/deployment.yaml'])).toMatchObject({
      automountServiceAccountToken: false,
      securityContext: { runAsNonRoot: true, runAsUser: 65_532, seccompProfile: { type: 'RuntimeDefault' } },
      containers: [
        {
          securityContext: {
            allowPrivilegeEscalation: false,
            capabilities: { drop: ['ALL'] },
            readOnlyRootFilesystem: true,
          },
        },
      ],
    })
  })

  it.each(['Orders', '1st', 'a-', 'a.b', '', '../up', 'a'.repeat(64)])('refuses the name "%s"', (name) => {
    expect(() => serviceFiles({ ...settings, name, port: 1 })).toThrow(
      expect.objectContaining({ code: 'invalid-name' }),
    )
  })
})

describeWith(['kustomize'], 'serviceFiles() under kustomize build', () => {
  it('puts namespace, name of the config map, image and selector where they belong', async () => {
    const directory = await temporaryDirectory()
    await writeFiles(directory, serviceFiles({ ...settings, name: 'orders', port: 3001 }))
    const yaml = execFileSync(programPath('kustomize'), [
      'build',
      path.join(directory, 'overlays/production/orders'),
    ]).toString()
    expect(yaml).toMatch(/configMapRef:\n +name: orders-config-[a-z0-9]{10}\n/)
    expect(yaml).toContain('image: ghcr.io/acme/orders:unreleased\n')
    expect(yaml).toContain(
      '  replicas: 3\n  selector:\n    matchLabels:\n      app.kubernetes.io/name: orders\n',
    )
    expect(yaml.match(/namespace: live/g)).toHaveLength(3)
  })

  it.each([
    ['a service', {}, undefined],
    ['a service with an admin port', { adminPort: 4001 }, undefined],
    ['a released service', {}, `sha256:${'0'.repeat(64)}`],
    [
      'an adopted service',
      { probes: { liveness: '/up?full=yes', readiness: '/' }, variables: { MODE: 'on', N: '0755' } },
      undefined,
    ],
    ['a front end', { api: { service: 'bff', port: 1 } }, undefined],
    ['a service with the longest name', { name: `a${'1'.repeat(62)}` }, undefined],
  ])(
    'prints what kustomize-ts prints for %s, also in an environment that came later',
    async (_, more, digest) => {
      const directory = await temporaryDirectory()
      const service = { ...settings, name: 'orders', port: 3001, ...more }
      const files = serviceFiles(service)
      const text = 'environments:\n  - name: staging\nregistry: ghcr.io/acme\n'
      const from = { name: 'staging', files }
      Object.assign(files, environmentFiles({ name: 'qa', settings: text, services: [service.name], from }))
      await writeFiles(directory, digest ? release(files, service.name, digest) : files)
      for (const folder of ['base', 'overlays/staging', 'overlays/production', 'overlays/qa']) {
        const built = path.join(directory, folder, service.name)
        const expected = execFileSync(programPath('kustomize'), ['build', built], { encoding: 'utf8' })
        expect(build(built).yaml).toBe(expected)
      }
    },
  )
})

/** The files with a digest in each overlay's images entry, as a publish leaves them. */
function release(files: Record<string, string>, name: string, digest: string): Record<string, string> {
  const publish = ([file, text]: [string, string]): [string, string] => {
    const isOverlay = /^overlays\/.*\/kustomization\.yaml$/.test(file)
    return [file, isOverlay ? setImage(text, { name, newName: `ghcr.io/acme/${name}`, digest }) : text]
  }
  return Object.fromEntries(Object.entries(files).map(publish))
}

interface Pod {
  containers: [object]
}

function podOf(text = ''): Pod {
  return (parse(text) as { spec: { template: { spec: Pod } } }).spec.template.spec
}

function containerOf(text?: string): object {
  return podOf(text).containers[0]
}
