import { oddKey, oddScalar } from './odd-scalars.ts'
import type { Random } from './random.ts'
import { names, namespaces, pairs } from './vocabulary.ts'
import { workloads } from './workloads.ts'
import { Block, type Yaml, type YamlMap } from './yaml-style.ts'

type Body = (random: Random) => YamlMap

interface Kind {
  readonly apiVersion: string
  readonly kind: string
  readonly body: Body
  readonly weight?: number
}

const ref = (random: Random, kind: string) => ({ kind, name: random.pick(names) })

const subjects: Body = (random) => ({
  subjects: random.several(1, 2, () => ({
    kind: random.pick(['ServiceAccount', 'User']),
    name: random.pick([...names, 'default']),
    namespace: random.maybe(0.6, () => random.pick(namespaces)),
  })),
})

const webhooks: Body = (random) => ({
  webhooks: [
    {
      name: 'a.example.com',
      clientConfig: { service: { name: random.pick(names), namespace: random.pick(namespaces) } },
    },
  ],
})

const rules: Body = (random) => ({
  rules: [
    {
      apiGroups: ['""'],
      resources: ['secrets'],
      verbs: ['get'],
      resourceNames: random.maybe(0.5, () => [random.pick(names)]),
    },
  ],
})

/** A text that holds a file: properties, or YAML with or without comments, or JSON. */
export function fileText(random: Random): Yaml {
  return random.pick<Yaml>([
    new Block('|', 'a=b\nc=$(NAME)\n'),
    new Block('|-', 'a: b\nc:\n- d\n- e: 1\n'),
    new Block('|', '# kept\na: b # why\nc:\n  d: web\n'),
    new Block('|+', 'server:\n  port: 80\n  name: "x"\n'),
    new Block('>', 'folded text that goes on\nand on\n\nuntil its end'),
    new Block('|2', ' indented\nless\n'),
    new Block('|', '{"a": {"b": 1}, "c": [1, 2]}'),
    new Block('|', '{\n  "a": "b",\n  "c": {"d": "web"}\n}'),
  ])
}

function configData(random: Random): YamlMap {
  const entries: YamlMap = {
    key: random.maybe(0.5, () => random.pick(['value', 'web', '"1"', '"a,b"', 'a/b/c'])),
    'app.yaml': random.maybe(0.3, () => fileText(random)),
  }
  const odd = random.chance(0.3)
    ? random.several(1, 4, () => [oddKey(random), oddScalar(random)] as const)
    : []
  return { data: { ...entries, ...Object.fromEntries(odd) } }
}

const widget: Body = (random) => ({
  spec: {
    configName: random.pick(names),
    secretRef: ref(random, 'Secret'),
    image: 'nginx:1',
    replicas: 2,
    containers: random.maybe(0.5, () => [{ name: 'main', image: 'nginx:2' }]),
    list: [
      { name: 'a', value: 1 },
      { name: 'b', value: oddScalar(random) },
    ],
    values: random.maybe(0.4, () => random.several(1, 4, () => oddScalar(random))),
    odd: random.maybe(0.3, () => ({
      [oddKey(random)]: oddScalar(random),
      [oddKey(random)]: [],
    })),
    selector: random.maybe(0.3, () => ({ matchLabels: pairs(random) })),
    path: '/a/b/c',
    hosts: ['a.example.com', 'b.example.com'],
  },
})

const definition: Body = (random) => ({
  spec: {
    group: 'example.com',
    names: { kind: 'Widget', plural: 'widgets' },
    scope: random.pick(['Namespaced', 'Cluster']),
    conversion: random.maybe(0.3, () => ({
      webhook: {
        clientConfig: { service: { name: random.pick(names), namespace: random.pick(namespaces) } },
      },
    })),
    versions: [{ name: 'v1', served: true, storage: true }],
  },
})

const ingress: Body = (random) => ({
  spec: {
    ingressClassName: random.maybe(0.3, () => random.pick(names)),
    rules: [
      {
        host: random.pick(['a.example.com', '"*.example.com"']),
        http: {
          paths: [
            {
              path: '/',
              pathType: 'Prefix',
              backend: { service: { name: random.pick(names), port: { number: 80 } } },
            },
          ],
        },
      },
    ],
    tls: random.maybe(0.3, () => [{ secretName: random.pick(names), hosts: ['a.example.com'] }]),
  },
})

/** The kinds of resources, with what they have besides metadata. */
export const kinds: readonly Kind[] = [
  ...workloads.map(({ apiVersion, kind, spec }) => ({
    apiVersion,
    kind,
    body: (random: Random) => ({ spec: spec(random) }),
    weight: kind === 'Deployment' ? 4 : 1,
  })),
  { apiVersion: 'v1', kind: 'ConfigMap', body: configData, weight: 6 },
  {
    apiVersion: 'v1',
    kind: 'Secret',
    body: (random) => ({ type: random.maybe(0.5, () => 'Opaque'), data: { key: 'dmFsdWU=' } }),
    weight: 2,
  },
  {
    apiVersion: 'v1',
    kind: 'Service',
    body: (random) => ({
      spec: {
        selector: random.maybe(0.8, () => pairs(random)),
        ports: random.several(1, 2, () => ({
          port: random.pick(['80', '443']),
          targetPort: random.pick(['http', '8080']),
          protocol: random.maybe(0.4, () => random.pick(['TCP', 'UDP'])),
        })),
      },
    }),
    weight: 3,
  },
  {
    apiVersion: 'v1',
    kind: 'ServiceAccount',
    body: (random) => ({ secrets: random.maybe(0.3, () => [{ name: random.pick(names) }]) }),
    weight: 2,
  },
  { apiVersion: 'v1', kind: 'Namespace', body: () => ({}) },
  {
    apiVersion: 'v1',
    kind: 'PersistentVolumeClaim',
    body: () => ({ spec: { storageClassName: 'web', volumeName: 'db' } }),
  },
  {
    apiVersion: 'v1',
    kind: 'PersistentVolume',
    body: (random) => ({
      spec: { claimRef: { name: random.pick(names), namespace: random.pick(namespaces) } },
    }),
  },
  { apiVersion: 'storage.k8s.io/v1', kind: 'StorageClass', body: () => ({ provisioner: 'x' }) },
  { apiVersion: 'rbac.authorization.k8s.io/v1', kind: 'Role', body: rules },
  { apiVersion: 'rbac.authorization.k8s.io/v1', kind: 'ClusterRole', body: rules },
  ...['RoleBinding', 'ClusterRoleBinding'].map((kind) => ({
    apiVersion: 'rbac.authorization.k8s.io/v1',
    kind,
    body: (random: Random) => ({
      ...subjects(random),
      roleRef: {
        apiGroup: 'rbac.authorization.k8s.io',
        ...ref(random, random.pick(['Role', 'ClusterRole'])),
      },
    }),
  })),
  { apiVersion: 'networking.k8s.io/v1', kind: 'Ingress', body: ingress },
  {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    body: (random) => ({
      spec: {
        podSelector: { matchLabels: pairs(random) },
        ingress: [{ from: [{ podSelector: { matchLabels: pairs(random) } }] }],
      },
    }),
  },
  {
    apiVersion: 'policy/v1beta1',
    kind: 'PodDisruptionBudget',
    body: (random) => ({ spec: { selector: { matchLabels: pairs(random) } } }),
  },
  {
    apiVersion: 'autoscaling/v2beta2',
    kind: 'HorizontalPodAutoscaler',
    body: (random) => ({
      spec: { scaleTargetRef: { apiVersion: 'apps/v1', ...ref(random, 'Deployment') }, maxReplicas: 3 },
    }),
  },
  { apiVersion: 'admissionregistration.k8s.io/v1', kind: 'ValidatingWebhookConfiguration', body: webhooks },
  { apiVersion: 'admissionregistration.k8s.io/v1', kind: 'MutatingWebhookConfiguration', body: webhooks },
  {
    apiVersion: 'apiregistration.k8s.io/v1',
    kind: 'APIService',
    body: (random) => ({ spec: { service: { name: random.pick(names), namespace: 'default' } } }),
  },
  { apiVersion: 'apiextensions.k8s.io/v1', kind: 'CustomResourceDefinition', body: definition },
  { apiVersion: 'example.com/v1', kind: 'Widget', body: widget, weight: 4 },
]
