import { fieldSpecs } from './configurations.ts'
import { generatorEntry, targetOf } from './generators.ts'
import { patchText } from './patches.ts'
import { replacement } from './replacements.ts'
import type { Scope } from './scope.ts'
import { imageNames, namespaces, names, pairs } from './vocabulary.ts'
import { Block, styledYaml, type Yaml, type YamlMap } from './yaml-style.ts'

type Plugin = (scope: Scope) => YamlMap

const transformerKinds: Readonly<Record<string, Plugin>> = {
  PrefixTransformer: (scope) => ({
    prefix: 't-',
    fieldSpecs: scope.random.chance(0.5) ? [{ path: 'metadata/name' }] : fieldSpecs(scope),
  }),
  SuffixTransformer: (scope) => ({
    suffix: '-t',
    fieldSpecs: scope.random.chance(0.5) ? [{ path: 'metadata/name' }] : fieldSpecs(scope),
  }),
  NamespaceTransformer: (scope) => ({
    metadata: { name: 'n', namespace: scope.random.pick(namespaces) },
    unsetOnly: scope.random.maybe(0.4, () => scope.random.chance(0.8)),
    setRoleBindingSubjects: scope.random.maybe(0.4, () =>
      scope.random.pick(['none', 'allServiceAccounts', 'defaultOnly']),
    ),
    fieldSpecs: scope.random.maybe(0.5, () => [{ path: 'metadata/namespace', create: true }]),
  }),
  LabelTransformer: (scope) => ({
    labels: pairs(scope.random),
    fieldSpecs: [{ path: 'metadata/labels', create: true }, ...(fieldSpecs(scope) as Yaml[])],
  }),
  AnnotationsTransformer: (scope) => ({
    annotations: pairs(scope.random),
    fieldSpecs: [{ path: 'metadata/annotations', create: true }],
  }),
  ImageTagTransformer: (scope) => ({
    imageTag: { name: scope.random.pick(imageNames), newTag: 'v9' },
    fieldSpecs: scope.random.maybe(0.5, () => [{ path: 'spec/template/spec/containers[]/image' }]),
  }),
  ReplicaCountTransformer: (scope) => ({
    replica: { name: scope.random.pick(names), count: 9 },
    fieldSpecs: [{ path: 'spec/replicas', create: true, kind: 'Deployment' }],
  }),
  PatchTransformer: (scope) => ({ patch: patchText(scope), target: targetOf(scope) }),
  PatchJson6902Transformer: (scope) => ({
    target: { version: 'v1', kind: 'ConfigMap', name: scope.random.pick(names) },
    jsonOp: patchText(scope),
  }),
  ReplacementTransformer: (scope) => ({ replacements: [replacement(scope)] }),
  ValueAddTransformer: (scope) => ({
    value: 'added',
    targets: [
      {
        selector: targetOf(scope),
        fieldPath: scope.random.pick(['metadata/namespace', 'spec/path', 'metadata/annotations/made']),
        filePathPosition: scope.random.maybe(0.4, () => scope.random.below(4)),
      },
    ],
  }),
}

const generatorKinds: Readonly<Record<string, Plugin>> = {
  ConfigMapGenerator: (scope) => namedByMetadata(scope, 'ConfigMap'),
  SecretGenerator: (scope) => namedByMetadata(scope, 'Secret'),
}

function namedByMetadata(scope: Scope, kind: string): YamlMap {
  const { name, namespace, ...entry } = generatorEntry(scope, kind)
  return { metadata: { name, namespace }, ...entry }
}

function plugin(scope: Scope, kinds: Readonly<Record<string, Plugin>>): YamlMap {
  const kind = scope.random.pick(Object.keys(kinds))
  const make = kinds[kind] as Plugin
  return { apiVersion: 'builtin', kind, metadata: { name: 'p' }, ...make(scope) }
}

function entries(scope: Scope, kinds: Readonly<Record<string, Plugin>>): Yaml {
  const { random } = scope
  return random.several(1, 2, () => {
    const text = styledYaml(plugin(scope, kinds), random)
    return random.chance(0.5) ? new Block('|', text) : scope.addFile(`plugin${random.below(1000)}.yaml`, text)
  })
}

/** `transformers`: the builtin kinds. */
export function transformers(scope: Scope): Yaml {
  return entries(scope, transformerKinds)
}

/** `generators`: the builtin kinds. */
export function generators(scope: Scope): Yaml {
  return entries(scope, generatorKinds)
}

/** `validators`: transformers; most of them change something, which is refused. */
export function validators(scope: Scope): Yaml {
  return [
    new Block(
      '|',
      styledYaml(
        {
          ...plugin(scope, {
            PrefixTransformer: () => ({ prefix: '""', fieldSpecs: [{ path: 'metadata/name' }] }),
          }),
        },
        scope.random,
      ),
    ),
  ]
}
