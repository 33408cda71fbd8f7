import { addTexts } from '../fields/labels.ts'
import type { BuildMetadata } from '../fields/build-metadata.ts'
import { makeFieldSpec } from '../configuration/configuration.ts'
import type { Origin } from '../resource/origin.ts'
import type { ResourceMap } from '../resource/resource-map.ts'
import { originText, originListText } from '../resource/origin-text.ts'

/** The version of Kustomize whose results these are. */
export const kustomizeVersion = 'v5.8.2'

const buildPrefix = 'internal.config.kubernetes.io/'

/** What Kustomize takes for its own, whoever wrote it; other keys with that prefix stay. */
const ownKeys: ReadonlySet<string> = new Set(
  [
    'previousKinds',
    'previousNames',
    'previousNamespaces',
    'prefixes',
    'suffixes',
    'refBy',
    'allowNameChange',
    'allowKindChange',
    'generatorBehavior',
    'needsHashSuffix',
    'helm-generated',
    'path',
    'index',
    'seqindent',
    'id',
    'annotations-migration-resource-id',
  ].map((name) => buildPrefix + name),
)

const olderKeys: ReadonlySet<string> = new Set([
  'config.kubernetes.io/path',
  'config.kubernetes.io/index',
  'config.k8s.io/id',
])

/** Writes the annotations and labels that `buildMetadata` asks for and removes those that are Kustomize's own business. */
export function annotate(resources: ResourceMap, metadata: BuildMetadata): void {
  if (metadata.managedByLabel) {
    const label = new Map([['app.kubernetes.io/managed-by', `kustomize-${kustomizeVersion}`]])
    addTexts(resources, label, [makeFieldSpec({ path: 'metadata/labels', create: true })])
  }
  for (const resource of resources.resources) {
    const { annotations } = resource
    for (const key of annotations.keys()) if (isInternal(key)) annotations.delete(key)
    setOrDelete(
      annotations,
      'config.kubernetes.io/origin',
      metadata.originAnnotations ? resource.origin : undefined,
    )
    if (metadata.transformerAnnotations && resource.transformations.length > 0) {
      annotations.set('alpha.config.kubernetes.io/transformations', originListText(resource.transformations))
    } else annotations.delete('alpha.config.kubernetes.io/transformations')
    resource.setAnnotations(annotations)
  }
}

function isInternal(key: string): boolean {
  return ownKeys.has(key) || olderKeys.has(key)
}

function setOrDelete(annotations: Map<string, string>, key: string, origin: Origin | undefined): void {
  if (origin === undefined) annotations.delete(key)
  else annotations.set(key, originText(origin))
}
