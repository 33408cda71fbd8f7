import type { Random } from './random.ts'

/** A repository as texts by path; a text that begins with `-> ` is a link to what follows. */
export type Texts = Readonly<Record<string, string>>

/** How a link is written. */
export const linkMark = '-> '

const environments = ['staging', 'production']

/** Makes up a config repo: services with bases, components, patches, generators, links, and files that nobody refers to. */
export function makeRepository(random: Random, services: readonly string[]): Texts {
  return {
    'slipway.yaml': `registry: a.test\nenvironments:\n${environments.map((name) => `  - name: ${name}\n`).join('')}`,
    'README.md': '# Configuration\n',
    ...component('probes', 'readinessProbe: {tcpSocket: {port: 1}}'),
    ...component('unused', 'terminationMessagePath: /tmp/unused'),
    'base/common/kustomization.yaml': 'resources: [rights.yaml]\n',
    'base/common/rights.yaml': 'apiVersion: v1\nkind: ServiceAccount\nmetadata: {name: common}\n',
    'base/forgotten/kustomization.yaml': 'resources: [map.yaml]\n',
    'base/forgotten/map.yaml': 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: forgotten}\n',
    'base/alias': `${linkMark}${services[0] ?? 'common'}`,
    ...Object.assign({}, ...services.map((service) => baseOf(random, service))),
    ...Object.assign(
      {},
      ...environments.flatMap((environment) =>
        services.map((service, index) => overlayOf(random, environment, service, index === 0)),
      ),
    ),
  } as Texts
}

function component(name: string, field: string): Texts {
  return {
    [`components/${name}/kustomization.yaml`]: `# What opts in
apiVersion: kustomize.config.k8s.io/v1alpha1
kind: Component
patches:
  - path: patch.yaml
    target: {kind: Deployment}
`,
    [`components/${name}/patch.yaml`]: `apiVersion: apps/v1
kind: Deployment
metadata: {name: any}
spec: {template: {spec: {containers: [{name: main, ${field}}]}}}
`,
  }
}

function baseOf(random: Random, service: string): Texts {
  const isLinked = random.chance(0.5)
  const [hasCommon, hasPlugin] = [random.chance(0.5), random.chance(0.5)]
  return {
    [`base/${service}/kustomization.yaml`]: `resources:
  - deployment.yaml
  - service.yaml # what others call
${hasCommon ? '  - ../common\n' : ''}labels:
  - pairs: {app: ${service}}
    includeSelectors: true
configMapGenerator:
  - name: files
    files: [conf/app.conf]
${hasPlugin ? 'transformers: [marks.yaml]\nreplacements: [{path: replacement.yaml}]\n' : ''}`,
    [`base/${service}/deployment.yaml`]: isLinked
      ? `${linkMark}manifests/deployment.yaml`
      : deployment(service),
    ...(isLinked && { [`base/${service}/manifests/deployment.yaml`]: deployment(service) }),
    [`base/${service}/service.yaml`]: `apiVersion: v1
kind: Service
metadata: {name: ${service}}
spec: {ports: [{port: 80, targetPort: 3000}]}
`,
    [`base/${service}/conf/app.conf`]: 'level = info\n',
    [`base/${service}/conf/old.conf`]: 'level = debug\n',
    // A plugin's configuration, which names a file that only a build gets to know.
    [`base/${service}/marks.yaml`]: `apiVersion: builtin
kind: PatchTransformer
metadata: {name: marks}
path: marks/add.yaml
target: {kind: Service}
`,
    [`base/${service}/marks/add.yaml`]: '- {op: add, path: /metadata/annotations, value: {mark: one}}\n',
    [`base/${service}/replacement.yaml`]: `source: {kind: Service, name: ${service}, fieldPath: spec.ports.0.port}
targets:
  - select: {kind: Deployment}
    fieldPaths: [spec.template.spec.containers.0.env.0.value]
`,
    [`base/${service}/notes.md`]: `# ${service}\n`,
  }
}

function deployment(service: string): string {
  return `# Runs it
apiVersion: apps/v1
kind: Deployment
metadata:
  name: ${service}
spec:
  replicas: 1
  template:
    spec:
      containers:
        - name: main
          image: ${service}
          env:
            - {name: PORT, value: "3000"}
          envFrom:
            - configMapRef: {name: files}
`
}

function overlayOf(random: Random, environment: string, service: string, viaLink: boolean): Texts {
  const folder = `overlays/${environment}/${service}`
  const base = viaLink && random.chance(0.5) ? 'alias' : service
  const [hasProbes, hasPatch, hasSecret] = [0, 1, 2].map(() => random.chance(0.6))
  return {
    [`${folder}/kustomization.yaml`]: `namespace: ${environment}
resources: [../../../base/${base}]
${hasProbes ? 'components: [../../../components/probes]\n' : ''}${hasPatch ? 'patches: [{path: patch.yaml}]\n' : ''}${hasSecret ? 'secretGenerator: [{name: access, envs: [access.env]}]\n' : ''}images:
  - name: ${service} # what deploys
    newName: a.test/${service}
    digest: sha256:${'0123456789abcdef'.repeat(4)}
`,
    [`${folder}/patch.yaml`]: `apiVersion: apps/v1
kind: Deployment
metadata: {name: ${service}}
spec:
  # Enough for ${environment}
  replicas: 2
`,
    [`${folder}/access.env`]: 'USER=shop\n# a comment\nPASSWORD=none\n',
    [`${folder}/release.yaml`]: `service: ${service}\n`,
  }
}
