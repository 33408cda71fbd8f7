import type { Target } from '../target/target.ts'
import { applyNamespace } from '../fields/namespace.ts'
import { integer, list, string } from '../kustomization/decode.ts'
import { struct } from '../kustomization/decode-struct.ts'
import { decodeLeniently } from '../kustomization/decode-document.ts'
import { emptyStruct } from '../kustomization/empty-struct.ts'
import { selector, type SelectorEntry } from '../kustomization/kustomization.ts'
import { fail, locateInFile } from '../kustomize-error.ts'
import type { ResourceMap } from '../resource/resource-map.ts'
import type { Resource } from '../resource/resource.ts'
import { selectResources } from '../resource/select.ts'
import { lookupOrCreate, splitPath } from '../yaml/lookup.ts'
import { requireKind, setScalar } from '../yaml/fields.ts'
import { scalarNode } from '../yaml/node.ts'
import { parseConfiguration } from '../yaml/parse-configuration.ts'
import { decodePlugin } from './decode-plugin.ts'

const targetShape = struct({ selector, fieldPath: string, filePathPosition: integer })
const targetList = list(targetShape, emptyStruct)
const valueAdd = struct({ value: string, targets: targetList, targetFilePath: string })

/** Where a value goes: a field, or the part of a path that is in a field. */
export interface ValueTarget {
  readonly selector: SelectorEntry | undefined
  readonly fieldPath: string
  /** The position in a path, counted from 1; 0 replaces the field. */
  readonly position: number
}

/** Reads a `ValueAddTransformer`: the value, and its targets here and in a file. */
export function loadValueTargets(
  target: Target,
  plugin: Resource,
): { value: string; targets: ValueTarget[] } {
  const entry = decodePlugin(plugin, valueAdd)
  const targets = [...(entry.targets ?? []), ...targetsInFile(target, entry.targetFilePath ?? '')].map(
    (each) => ({
      selector: each.selector,
      fieldPath: each.fieldPath ?? '',
      position: Number(each.filePathPosition ?? 0),
    }),
  )
  const isWrong =
    targets.length === 0 || targets.some(({ fieldPath, position }) => fieldPath === '' || position < 0)
  if (isWrong)
    throw fail('bad-field-value', 'A ValueAddTransformer must have targets, each with a field path')
  return { value: entry.value ?? '', targets }
}

function targetsInFile(target: Target, path: string): NonNullable<ReturnType<typeof targetList>> {
  if (path === '') return []
  const file = target.loader.resolveFile(path)
  return locateInFile(file, () => {
    const document = parseConfiguration(target.loader.readText(path))
    if (document === undefined) return []
    return decodeLeniently(document, struct({ targets: targetList }), file).targets ?? []
  })
}

/** Writes the value into all targets. */
export function addValues(resources: ResourceMap, value: string, targets: readonly ValueTarget[]): void {
  for (const target of targets) {
    const selected =
      target.selector === undefined ? resources.resources : selectResources(resources, target.selector)
    for (const resource of selected) addValue(resource, value, target)
  }
}

function addValue(resource: Resource, value: string, { fieldPath, position }: ValueTarget): void {
  if (fieldPath === 'metadata/namespace') {
    applyNamespace(resource, { namespace: value, fieldSpecs: [] })
    return
  }
  const field = lookupOrCreate(resource.node, splitPath(fieldPath), 'scalar')
  if (field === undefined) return
  requireKind(field, 'scalar')
  setScalar(field, scalarNode(position === 0 ? value : insertPart(field.value, position - 1, value)))
}

/** Inserts a part into a path; a leading slash stays where it is. */
function insertPart(path: string, position: number, part: string): string {
  const isAbsolute = path.startsWith('/')
  const parts = path.split('/').filter((each) => each !== '')
  parts.splice(Math.min(position, parts.length), 0, part)
  return `${isAbsolute ? '/' : ''}${parts.join('/')}`
}
