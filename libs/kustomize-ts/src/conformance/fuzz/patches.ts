import type { MadeResource } from './resources.ts'
import { inlineOrFile, selector, someResource, groupVersion, type Scope } from './scope.ts'
import type { Random } from './random.ts'
import { oddScalar } from './odd-scalars.ts'
import { operations } from './operations.ts'
import { names, pairs } from './vocabulary.ts'
import { container, podSpec, podTemplate } from './workloads.ts'
import { Block, isYamlMap, type Yaml, type YamlMap } from './yaml-style.ts'

/** `patches`: strategic merges and JSON 6902, in the field or in a file, with a target or without. */
export function patches(scope: Scope): Yaml {
  return scope.random.several(1, 2, () => patchEntry(scope))
}

function patchEntry(scope: Scope): YamlMap {
  const { random } = scope
  const resource = someResource(scope)
  const isMerge = random.chance(0.6)
  const source = inlineOrFile(
    scope,
    'patch',
    isMerge ? mergePatch(random, resource) : operations(random, resource),
  )
  const target = random.chance(0.5) ? exactTarget(resource) : selector(scope)
  return {
    ...('path' in source ? source : { patch: source.text }),
    target: isMerge && random.chance(0.6) ? undefined : target,
    options: random.maybe(0.1, () => ({
      allowNameChange: random.maybe(0.7, () => random.chance(0.8)),
      allowKindChange: random.maybe(0.7, () => random.chance(0.8)),
    })),
  }
}

function exactTarget({ apiVersion, kind, name }: MadeResource): YamlMap {
  return { ...groupVersion(apiVersion), kind, name }
}

/** `patchesStrategicMerge`: texts or paths. */
export function patchesStrategicMerge(scope: Scope): Yaml {
  return scope.random.several(1, 2, () => {
    const source = inlineOrFile(scope, 'merge', mergePatch(scope.random, someResource(scope)))
    return 'path' in source ? source.path : source.text
  })
}

/** `patchesJson6902`: operations with an exact target. */
export function patchesJson6902(scope: Scope): Yaml {
  return scope.random.several(1, 2, () => {
    const resource = someResource(scope)
    const source = inlineOrFile(scope, 'operations', operations(scope.random, resource))
    return { target: exactTarget(resource), ...('path' in source ? source : { patch: source.text }) }
  })
}

function mergePatch(random: Random, { apiVersion, kind, name, namespace, data }: MadeResource): YamlMap {
  return {
    apiVersion,
    kind,
    metadata: {
      name,
      namespace,
      labels: random.maybe(0.3, () => patchedPairs(random)),
      annotations: random.maybe(0.2, () => patchedPairs(random)),
    },
    $patch: random.maybe(0.05, () => random.pick(['delete', 'replace', 'merge'])),
    ...body(random, data),
  }
}

function patchedPairs(random: Random): Yaml {
  return random.pick<Yaml>([
    pairs(random),
    { ...pairs(random), app: null },
    { $patch: 'replace', ...pairs(random) },
    null,
    {},
  ])
}

function body(random: Random, data: YamlMap): YamlMap {
  const { spec } = data
  if (!isYamlMap(spec)) return 'data' in data ? { data: dataPatch(random, data['data']) } : {}
  if (isYamlMap(spec['template'])) {
    const replicas = random.maybe(0.3, () => random.pick(['5', 'null']))
    const labels = random.maybe(0.1, () => ({ matchLabels: patchedPairs(random) }))
    return {
      spec: {
        replicas,
        selector: labels,
        template: random.chance(0.8) ? templatePatch(random) : podTemplate(random),
      },
    }
  }
  if ('containers' in spec && 'nodeSelector' in spec)
    return { spec: random.chance(0.7) ? podPatch(random) : podSpec(random) }
  return { spec: similar(random, spec) }
}

function templatePatch(random: Random): YamlMap {
  return {
    metadata: random.maybe(0.3, () => ({
      labels: patchedPairs(random),
      annotations: random.maybe(0.3, () => patchedPairs(random)),
    })),
    spec: random.maybe(0.9, () => podPatch(random)),
  }
}

function podPatch(random: Random): YamlMap {
  return {
    containers: random.maybe(0.8, () =>
      random.several(1, 2, (index) => containerPatch(random, index === 0 ? 'main' : 'side')),
    ),
    initContainers: random.maybe(0.1, () => random.pick<Yaml>([null, [container(random, 'init')], []])),
    volumes: random.maybe(0.3, () =>
      random.pick<Yaml>([
        [{ name: 'v0', $patch: 'delete' }],
        [{ name: 'v0', emptyDir: null, configMap: { name: random.pick(names) } }],
        [{ $patch: 'replace' }, { name: 'v9', emptyDir: {} }],
        [{ name: 'v0', $retainKeys: ['name', 'emptyDir'], emptyDir: {} }],
      ]),
    ),
    $setElementOrder$containers: undefined,
    '"$setElementOrder/containers"': random.maybe(0.1, () => [{ name: 'side' }, { name: 'main' }]),
    tolerations: random.maybe(0.1, () => [{ key: 'z', operator: 'Exists' }]),
    imagePullSecrets: random.maybe(0.1, () => [{ name: random.pick(names) }]),
    nodeSelector: random.maybe(0.1, () => patchedPairs(random)),
    hostAliases: random.maybe(0.05, () => [{ ip: '127.0.0.1', hostnames: ['c'] }]),
    topologySpreadConstraints: random.maybe(0.05, () => [
      { maxSkew: 2, topologyKey: 'zone', whenUnsatisfiable: 'DoNotSchedule' },
    ]),
  }
}

function containerPatch(random: Random, name: string): YamlMap {
  if (random.chance(0.1)) return { name, $patch: random.pick(['delete', 'replace', 'merge']) }
  return {
    ...container(random, name),
    env: random.maybe(0.3, () =>
      random.pick<Yaml>([
        [{ name: 'E0', $patch: 'delete' }],
        [
          { name: 'E0', value: null },
          { name: 'E9', value: oddScalar(random) },
        ],
        null,
      ]),
    ),
    ports: random.maybe(0.2, () =>
      random.pick<Yaml>([
        [{ containerPort: 80, protocol: 'TCP', name: 'x' }],
        [{ containerPort: 80 }],
        [{ containerPort: 80, protocol: 'UDP', $patch: 'delete' }],
        [{ $patch: 'replace' }],
      ]),
    ),
    resources: random.maybe(0.1, () => ({ limits: null, requests: { cpu: 1 } })),
  }
}

function dataPatch(random: Random, data: Yaml): Yaml {
  if (!isYamlMap(data) || random.chance(0.1)) return random.pick<Yaml>([null, {}, { $patch: 'delete' }])
  return {
    ...Object.fromEntries(
      Object.keys(data).map((key) => [key, random.pick<Yaml>([null, 'changed', undefined])]),
    ),
    added: oddScalar(random),
  }
}

/** Data of the same shape as other data, with parts missing, null or changed. */
function similar(random: Random, data: Yaml): Yaml {
  if (Array.isArray(data))
    return data.filter(() => random.chance(0.7)).map((element: Yaml) => similar(random, element))
  if (!isYamlMap(data)) return random.pick<Yaml>([data, data, null, oddScalar(random)])
  const kept = Object.entries(data).filter(() => random.chance(0.5))
  return {
    ...Object.fromEntries(kept.map(([key, child]) => [key, similar(random, child)])),
    $patch: random.maybe(0.05, () => random.pick(['delete', 'replace'])),
    extra: random.maybe(0.3, () => ({ a: oddScalar(random) })),
  }
}

/** A patch as text, for plugins that have it in a field. */
export function patchText(scope: Scope): Block {
  return new Block(
    '|',
    JSON.stringify([{ op: 'add', path: '/metadata/labels', value: { by: scope.random.pick(names) } }]),
  )
}
