import type { PatchChange } from '../../edit/patch.ts'

/** The flags that say which patch is meant. */
export const patchFlags = {
  path: { type: 'string', help: 'the file of the patch; excludes --patch' },
  patch: { type: 'string', help: 'the patch itself; excludes --path' },
  group: { type: 'string', help: 'API group of its targets' },
  version: { type: 'string', help: 'API version of its targets' },
  kind: { type: 'string', help: 'kind of its targets' },
  name: { type: 'string', help: 'name of its targets' },
  namespace: { type: 'string', help: 'namespace of its targets' },
  'annotation-selector': { type: 'string', help: 'annotations of its targets' },
  'label-selector': { type: 'string', help: 'labels of its targets' },
} as const

type PatchValues = { readonly [Name in keyof typeof patchFlags]?: string }

/** The patch that flags mean. */
export function readPatch(values: PatchValues): PatchChange {
  const { path = '', patch = '', group = '', version = '', kind = '', name = '', namespace = '' } = values
  const annotationSelector = values['annotation-selector'] ?? ''
  const labelSelector = values['label-selector'] ?? ''
  return { path, patch, target: { group, version, kind, name, namespace, annotationSelector, labelSelector } }
}
