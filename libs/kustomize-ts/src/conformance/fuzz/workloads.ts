import type { Random } from './random.ts'
import { oddScalar } from './odd-scalars.ts'
import { imageText, names, pairs } from './vocabulary.ts'
import type { Yaml, YamlMap } from './yaml-style.ts'

/** The template of a pod, or a part of it: patches are made of the same. */
export function podTemplate(random: Random): YamlMap {
  return {
    metadata: random.maybe(0.8, () => ({
      labels: random.maybe(0.9, () => pairs(random)),
      annotations: random.maybe(0.2, () => pairs(random)),
    })),
    spec: podSpec(random),
  }
}

export function podSpec(random: Random): YamlMap {
  return {
    containers: random.several(1, 2, (index) => container(random, index === 0 ? 'main' : 'side')),
    initContainers: random.maybe(0.15, () => [container(random, 'init')]),
    serviceAccountName: random.maybe(0.2, () => random.pick(names)),
    imagePullSecrets: random.maybe(0.1, () => [{ name: random.pick(names) }]),
    volumes: random.maybe(0.4, () => random.several(1, 2, (index) => volume(random, `v${index}`))),
    nodeSelector: random.maybe(0.1, () => pairs(random, 1)),
    tolerations: random.maybe(0.1, () => [{ key: random.pick(['a', 'b']), operator: 'Exists' }]),
    affinity: random.maybe(0.1, () => affinity(random)),
    hostAliases: random.maybe(0.05, () => [{ ip: '127.0.0.1', hostnames: ['a', 'b'] }]),
    topologySpreadConstraints: random.maybe(0.1, () => [
      {
        maxSkew: 1,
        topologyKey: 'zone',
        whenUnsatisfiable: 'DoNotSchedule',
        labelSelector: { matchLabels: pairs(random) },
      },
    ]),
    securityContext: random.maybe(0.05, () => ({ runAsUser: random.pick(['1000', '0x10', '1e3']) })),
  }
}

export function container(random: Random, name: string): YamlMap {
  return {
    name,
    image: random.maybe(0.9, () => imageText(random)),
    args: random.maybe(0.2, () =>
      random.several(1, 3, () => random.pick(['a', '"$(NAME)"', '"--x=$(OTHER)"', '"1"'])),
    ),
    command: random.maybe(0.1, () => ['sh', '-c', '"echo $(NAME) $$(NAME)"']),
    env: random.maybe(0.4, () => random.several(1, 3, (index) => variable(random, `E${index}`))),
    envFrom: random.maybe(0.2, () => [
      { [random.pick(['configMapRef', 'secretRef'])]: { name: random.pick(names) } },
    ]),
    ports: random.maybe(0.3, () => random.several(1, 3, () => port(random))),
    volumeMounts: random.maybe(0.2, () => [{ name: 'v0', mountPath: random.pick(['/a', '/b']) }]),
    resources: random.maybe(0.2, () => ({
      limits: { cpu: random.pick(['1', '"1"', '0.5', '100m']), memory: '1Gi' },
    })),
    livenessProbe: random.maybe(0.1, () => ({
      httpGet: { path: '/', port: random.pick(['http', '80', '"80"']) },
    })),
  }
}

function variable(random: Random, name: string): YamlMap {
  const keyRef = () => ({ name: random.pick(names), key: 'key' })
  return random.pick<YamlMap>([
    { name, value: random.pick(['a', '"1"', '"$(NAME)"', '""', oddScalar(random)]) },
    { name, valueFrom: { configMapKeyRef: keyRef() } },
    { name, valueFrom: { secretKeyRef: keyRef() } },
    { name, valueFrom: { fieldRef: { fieldPath: 'metadata.name' } } },
  ])
}

function port(random: Random): YamlMap {
  return {
    containerPort: random.pick(['80', '8080', '53']),
    protocol: random.maybe(0.5, () => random.pick(['TCP', 'UDP'])),
    name: random.maybe(0.5, () => random.pick(['http', 'dns'])),
  }
}

function volume(random: Random, name: string): YamlMap {
  return random.pick<YamlMap>([
    { name, emptyDir: {} },
    { name, configMap: { name: random.pick(names) } },
    { name, secret: { secretName: random.pick(names) } },
    { name, persistentVolumeClaim: { claimName: random.pick(names) } },
    {
      name,
      projected: {
        sources: [{ configMap: { name: random.pick(names) } }, { secret: { name: random.pick(names) } }],
      },
    },
  ])
}

function affinity(random: Random): YamlMap {
  const term = { labelSelector: { matchLabels: pairs(random) }, topologyKey: 'zone' }
  return {
    [random.pick(['podAffinity', 'podAntiAffinity'])]: {
      requiredDuringSchedulingIgnoredDuringExecution: [term],
      preferredDuringSchedulingIgnoredDuringExecution: random.maybe(0.5, () => [
        { weight: 1, podAffinityTerm: term },
      ]),
    },
  }
}

type Spec = (random: Random) => Yaml

const templated: Spec = (random) => ({
  replicas: random.maybe(0.6, () => random.pick(['1', '3', '0', '"2"', 'null'])),
  selector: random.maybe(0.8, () => ({ matchLabels: pairs(random) })),
  template: podTemplate(random),
})

/** The kinds that make pods, with what they have besides metadata. */
export const workloads: readonly {
  readonly apiVersion: string
  readonly kind: string
  readonly spec: Spec
}[] = [
  { apiVersion: 'apps/v1', kind: 'Deployment', spec: templated },
  { apiVersion: 'apps/v1', kind: 'Deployment', spec: templated },
  { apiVersion: 'apps/v1', kind: 'DaemonSet', spec: templated },
  { apiVersion: 'apps/v1', kind: 'ReplicaSet', spec: templated },
  {
    apiVersion: 'v1',
    kind: 'ReplicationController',
    spec: (random) => ({ replicas: 1, selector: pairs(random), template: podTemplate(random) }),
  },
  { apiVersion: 'v1', kind: 'Pod', spec: podSpec },
  {
    apiVersion: 'apps/v1',
    kind: 'StatefulSet',
    spec: (random) => ({
      ...(templated(random) as YamlMap),
      serviceName: random.pick(names),
      volumeClaimTemplates: random.maybe(0.6, () => [
        {
          metadata: { name: 'data', labels: random.maybe(0.5, () => pairs(random)) },
          spec: { accessModes: ['ReadWriteOnce'] },
        },
      ]),
    }),
  },
  {
    apiVersion: 'batch/v1',
    kind: 'Job',
    spec: (random) => ({ template: podTemplate(random), backoffLimit: 1 }),
  },
  {
    apiVersion: 'batch/v1beta1',
    kind: 'CronJob',
    spec: (random) => ({
      schedule: '"*/5 * * * *"',
      jobTemplate: { spec: { template: podTemplate(random) } },
    }),
  },
  {
    apiVersion: 'batch/v1',
    kind: 'CronJob',
    spec: (random) => ({ schedule: '"0 0 * * *"', jobTemplate: { spec: { template: podTemplate(random) } } }),
  },
]
