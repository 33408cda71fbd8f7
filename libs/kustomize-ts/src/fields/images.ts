import type { ImageRule } from '../kustomization/kustomization.ts'
import type { FieldSpec } from '../resource/field-spec.ts'
import type { ResourceMap } from '../resource/resource-map.ts'
import { visitFields } from '../resource/visit-fields.ts'
import { forEachField, getField, requireKind, setScalar } from '../yaml/fields.ts'
import { isMissingOrNull, scalarNode, type YamlNode } from '../yaml/node.ts'
import { imageTest } from './image-name.ts'

/** `images`: gives images another name, tag or digest, wherever containers are and in the fields that are configured. */
export function setImages(resources: ResourceMap, rule: ImageRule, fieldSpecs: readonly FieldSpec[]): void {
  const update = makeUpdate(rule)
  for (const { node, kind } of resources.resources) {
    if (kind === 'CustomResourceDefinition') continue
    updateContainers(node, update)
  }
  for (const { node, kind } of resources.resources) {
    if (kind === 'CustomResourceDefinition') continue
    visitFields(node, fieldSpecs, { set: update })
  }
}

/** Every list called `containers` or `initContainers`, however deep and in whatever kind. */
function updateContainers(node: YamlNode, update: (node: YamlNode) => void): void {
  if (node.kind === 'list') for (const element of node.content) updateContainers(element, update)
  forEachField(node, (key, value) => {
    updateContainers(value, update)
    if (key.value !== 'containers' && key.value !== 'initContainers') return
    if (value.kind !== 'list') return
    for (const container of value.content) {
      if (isMissingOrNull(container)) continue
      requireKind(container, 'map')
      const image = getField(container, 'image')
      if (image !== undefined) update(image)
    }
  })
}

function makeUpdate(rule: ImageRule): (node: YamlNode) => void {
  const isMeant = imageTest(rule.name ?? '')
  return (node) => {
    requireKind(node, 'scalar')
    if (!isMeant(node.value)) return
    setScalar(node, scalarNode(changeImage(node.value, rule)))
  }
}

function changeImage(image: string, rule: ImageRule): string {
  const parts = splitImage(image)
  const name = rule.newName === undefined || rule.newName === '' ? parts.name : rule.newName
  const { tag, digest } = changeVersion(parts, rule)
  return `${name}${tag === '' ? '' : `:${tag}`}${digest === '' ? '' : `@${digest}`}`
}

function changeVersion(parts: ImageParts, rule: ImageRule): { tag: string; digest: string } {
  const { newTag = '', digest = '', tagSuffix = '' } = rule
  if (newTag !== '' || digest !== '') return { tag: newTag, digest }
  return tagSuffix === '' ? parts : { tag: parts.tag + tagSuffix, digest: '' }
}

interface ImageParts {
  readonly name: string
  readonly tag: string
  readonly digest: string
}

/** Splits `registry/name:tag@digest`; a colon before the first slash belongs to the registry's port. */
function splitImage(image: string): ImageParts {
  const slash = Math.max(image.indexOf('/'), 0)
  const at = image.indexOf('@', slash)
  const colon = image.indexOf(':', slash)
  if (at >= 0 && (colon < 0 || at < colon))
    return { name: image.slice(0, at), tag: '', digest: image.slice(at + 1) }
  if (colon < 0) return { name: image, tag: '', digest: '' }
  const end = at < 0 ? image.length : at
  return { name: image.slice(0, colon), tag: image.slice(colon + 1, end), digest: image.slice(end + 1) }
}
