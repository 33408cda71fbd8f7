import { configurations, crds, fieldSpecs, openapi } from './configurations.ts'
import { configMapGenerator, generatorOptions, secretGenerator } from './generators.ts'
import { patches, patchesJson6902, patchesStrategicMerge } from './patches.ts'
import { generators, transformers, validators } from './plugins.ts'
import type { Random } from './random.ts'
import { replacements, vars } from './replacements.ts'
import type { Scope } from './scope.ts'
import { imageNames, names, namespaces, pairs } from './vocabulary.ts'
import type { Yaml, YamlMap } from './yaml-style.ts'

type Field = (scope: Scope) => Yaml

function labels({ random }: Scope, specs: Yaml): Yaml {
  return {
    pairs: pairs(random),
    includeSelectors: random.maybe(0.4, () => random.chance(0.8)),
    includeTemplates: random.maybe(0.4, () => random.chance(0.8)),
    includeVolumeClaimTemplates: random.maybe(0.2, () => random.chance(0.8)),
    fields: specs,
  }
}

function image(random: Random): YamlMap {
  return {
    name: random.pick(imageNames),
    newName: random.maybe(0.4, () => random.pick(['mirror/x', 'localhost:5000/y', 'other'])),
    newTag: random.maybe(0.5, () => random.pick(['v2', '"1.0"', '"0755"', '""'])),
    digest: random.maybe(
      0.2,
      () => 'sha256:00001111222233334444555566667777aaaabbbbccccddddeeeeffff00001111',
    ),
    tagSuffix: random.maybe(0.15, () => '"-debug"'),
  }
}

function sortOptions(random: Random): YamlMap {
  const order = random.pick(['legacy', 'fifo', 'legacy'])
  const legacy = {
    orderFirst: random.several(0, 2, () => random.pick(['Deployment', 'Widget'])),
    orderLast: ['ConfigMap'],
  }
  return { order, legacySortOptions: order === 'legacy' ? random.maybe(0.5, () => legacy) : undefined }
}

const scaledKinds = new Set(['Deployment', 'ReplicaSet', 'ReplicationController', 'StatefulSet'])

function scaledName({ random, known }: Scope): string {
  const scaled = known.filter(({ kind }) => scaledKinds.has(kind))
  return scaled.length > 0 ? random.pick(scaled).name : random.pick(names)
}

const prefixes = ['a-', 'dev-', 'x.', '"1-"', 'Up-', '""']

/** Every field, with how likely it is among the others. */
const fields: Readonly<Record<string, { readonly weight: number; readonly make: Field }>> = {
  namespace: { weight: 6, make: ({ random }) => random.pick(namespaces) },
  namePrefix: { weight: 4, make: ({ random }) => random.pick(prefixes) },
  nameSuffix: { weight: 4, make: ({ random }) => random.pick(['-a', '-dev', '.x', '"-1"', '""']) },
  commonLabels: { weight: 4, make: ({ random }) => pairs(random) },
  commonAnnotations: { weight: 3, make: ({ random }) => pairs(random) },
  labels: {
    weight: 4,
    make: (scope) =>
      scope.random.several(1, 2, () =>
        labels(
          scope,
          scope.random.maybe(0.2, () => fieldSpecs(scope)),
        ),
      ),
  },
  images: { weight: 5, make: ({ random }) => random.several(1, 2, () => image(random)) },
  imageTags: { weight: 1, make: ({ random }) => [image(random)] },
  replicas: {
    weight: 3,
    make: (scope) => [{ name: scaledName(scope), count: scope.random.pick(['0', '5', '10']) }],
  },
  patches: { weight: 10, make: patches },
  patchesStrategicMerge: { weight: 4, make: patchesStrategicMerge },
  patchesJson6902: { weight: 3, make: patchesJson6902 },
  configMapGenerator: { weight: 6, make: configMapGenerator },
  secretGenerator: { weight: 4, make: secretGenerator },
  generatorOptions: { weight: 3, make: ({ random }) => generatorOptions(random) },
  replacements: { weight: 7, make: replacements },
  vars: { weight: 4, make: vars },
  configurations: { weight: 3, make: configurations },
  crds: { weight: 1, make: crds },
  openapi: { weight: 1, make: openapi },
  buildMetadata: {
    weight: 2,
    make: ({ random }) => random.some(['originAnnotations', 'transformerAnnotations', 'managedByLabel'], 3),
  },
  sortOptions: { weight: 2, make: ({ random }) => sortOptions(random) },
  transformers: { weight: 3, make: transformers },
  generators: { weight: 1, make: generators },
  validators: { weight: 1, make: validators },
  metadata: {
    weight: 1,
    make: ({ random }) => ({
      name: random.pick(names),
      labels: pairs(random),
      annotations: random.maybe(0.4, () => ({ note: 'x' })),
    }),
  },
}

const weighted = Object.entries(fields).flatMap(([name, { weight }]) =>
  Array.from({ length: weight }, () => name),
)

/** Up to five fields of a kustomization besides its resources. */
export function someFields(scope: Scope): YamlMap {
  const chosen = new Set(scope.random.several(0, 5, () => scope.random.pick(weighted)))
  return Object.fromEntries([...chosen].map((name) => [name, fields[name]?.make(scope)]))
}
