import { someResource, type Scope } from './scope.ts'
import type { Random } from './random.ts'
import { groupVersion } from './scope.ts'
import { jsonText, styledYaml, unquoted, type Yaml, type YamlMap } from './yaml-style.ts'
import { leafPaths } from './resources.ts'

const lists = [
  'namePrefix',
  'nameSuffix',
  'namespace',
  'commonLabels',
  'commonAnnotations',
  'labels',
  'templateLabels',
  'varReference',
  'images',
  'replicas',
] as const

/** `configurations`: which fields the transformers touch. */
export function configurations({ random, addFile }: Scope): Yaml {
  const data: YamlMap = {
    ...Object.fromEntries(
      random.some(lists, 3).map((list) => [list, random.several(1, 2, () => spec(random))]),
    ),
    nameReference: random.maybe(0.5, () => [
      {
        kind: random.pick(['ConfigMap', 'Secret', 'Service']),
        version: random.maybe(0.4, () => 'v1'),
        fieldSpecs: [spec(random)],
      },
    ]),
  }
  return [addFile(`configuration${random.below(1000)}.yaml`, styledYaml(data, random))]
}

const paths = [
  'spec/configName',
  'spec/secretRef/name',
  'spec/image',
  'spec/replicas',
  'spec/containers/image',
  'spec/selector/matchLabels',
  'metadata/annotations/note',
  'spec/made/here',
  'data/key',
  'spec/list[]/value',
  'spec/hosts',
]

function spec(random: Random): YamlMap {
  return {
    path: random.pick(paths),
    kind: random.maybe(0.6, () => random.pick(['Widget', 'ConfigMap', 'Deployment'])),
    group: random.maybe(0.2, () => 'example.com'),
    version: random.maybe(0.1, () => 'v1'),
    create: random.maybe(0.3, () => random.chance(0.8)),
  }
}

/** A field specification that fits a resource, for plugins and labels. */
export function fieldSpecs(scope: Scope): Yaml {
  const { random } = scope
  return random.several(1, 2, () => {
    const resource = someResource(scope)
    const leaves = leafPaths(resource.data)
    const leaf = leaves.length === 0 ? ['spec', 'made'] : random.pick(leaves)
    const path = leaf
      .filter((part) => !/^\d+$/.test(part))
      .map((part) => unquoted(part).replaceAll('/', String.raw`\/`))
      .join('/')
    return {
      path: random.chance(0.4) ? random.pick(paths) : JSON.stringify(path),
      kind: random.maybe(0.7, () => resource.kind),
      ...random.maybe(0.2, () => groupVersion(resource.apiVersion)),
      create: random.maybe(0.4, () => random.chance(0.7)),
    }
  })
}

/** `crds`: an OpenAPI document with references between resources. */
export function crds({ random, addFile }: Scope): Yaml {
  const widget = {
    Schema: {
      type: ['object'],
      properties: {
        spec: { '"$ref"': 'example.com/v1.WidgetSpec' },
        metadata: { '"$ref"': 'k8s.io/v1.ObjectMeta' },
        kind: { type: ['string'] },
        apiVersion: { type: ['string'] },
      },
    },
  }
  const inner = {
    Schema: {
      type: ['object'],
      properties: {
        configName: {
          type: ['string'],
          'x-kubernetes-object-ref-api-version': 'v1',
          'x-kubernetes-object-ref-kind': 'ConfigMap',
          'x-kubernetes-object-ref-name-key': random.maybe(0.3, () => 'name'),
        },
        secretRef: {
          'x-kubernetes-object-ref-api-version': 'v1',
          'x-kubernetes-object-ref-kind': 'Secret',
          type: ['object'],
        },
        selector: {
          'x-kubernetes-label-selector': random.maybe(0.5, () => ''),
          'x-kubernetes-identity': random.maybe(0.2, () => ''),
        },
      },
    },
  }
  const data = { 'example.com/v1.Widget': widget, 'example.com/v1.WidgetSpec': inner }
  return [
    addFile(`crd${random.below(1000)}.json`, random.chance(0.8) ? jsonText(data, 2) : jsonText([data], 0)),
  ]
}

/** `openapi`: merge rules for a custom kind. */
export function openapi({ random, addFile }: Scope): Yaml {
  const item = { type: 'object', properties: { name: { type: 'string' }, value: { type: 'string' } } }
  const data = {
    definitions: {
      'com.example.v1.Widget': {
        'x-kubernetes-group-version-kind': [{ group: 'example.com', version: 'v1', kind: 'Widget' }],
        type: 'object',
        properties: {
          spec: {
            type: 'object',
            properties: {
              list: {
                type: 'array',
                'x-kubernetes-patch-strategy': random.maybe(0.8, () => 'merge'),
                'x-kubernetes-patch-merge-key': random.maybe(0.8, () => 'name'),
                items: random.chance(0.5) ? item : { '"$ref"': '"#/definitions/com.example.v1.Item"' },
              },
              hosts: { type: 'array', 'x-kubernetes-patch-strategy': 'merge', items: { type: 'string' } },
            },
          },
        },
      },
      'com.example.v1.Item': item,
    },
  }
  if (random.chance(0.1)) return { version: random.pick(['v1.21.2', 'v1.21.2', 'v1.21.2', 'v1.20.4']) }
  const isJson = random.chance(0.7)
  return {
    path: addFile(
      `schema.${isJson ? 'json' : 'yaml'}`,
      isJson ? jsonText(data, 2) : styledYaml(data, random),
    ),
  }
}
