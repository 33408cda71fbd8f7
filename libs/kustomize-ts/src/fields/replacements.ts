import { decodeLeniently } from '../kustomization/decode-document.ts'
import {
  replacement,
  replacements as replacementList,
  type ReplacementEntry,
  type ReplacementOrPath,
} from '../kustomization/kustomization.ts'
import { fail, locateInFile } from '../kustomize-error.ts'
import type { ResourceMap } from '../resource/resource-map.ts'
import type { Target } from '../target/target.ts'
import { parseConfiguration } from '../yaml/parse-configuration.ts'
import { defaultPath, findValue } from './replacement-source.ts'
import { targetTest } from './replacement-target.ts'
import { setValue } from './replacement-value.ts'

/** `replacements`: reads an entry, or the file that it names, which holds one replacement or a list of them. */
export function loadReplacements(target: Target, entry: ReplacementOrPath): ReplacementEntry[] {
  const { path = '', ...inline } = entry
  if (path === '') return [inline]
  if (entry.source !== undefined || (entry.targets ?? []).length > 0) {
    throw fail('bad-field-value', 'A replacement must have a path or be written out: found both')
  }
  const file = target.loader.resolveFile(path)
  return locateInFile(file, () => readReplacementFile(target.loader.readText(path), file))
}

function readReplacementFile(text: string, file: string): ReplacementEntry[] {
  const node = parseConfiguration(text)
  if (node?.kind === 'list') return decodeLeniently(node, replacementList, file)
  if (node?.kind === 'map') return [decodeLeniently(node, replacement, file)]
  throw fail('bad-field-value', 'A file of replacements must hold a map or a list')
}

/** Copies the value of the source into all fields of the targets. */
export function replaceValues(resources: ResourceMap, entry: ReplacementEntry): void {
  const { source, sourceValue, targets } = entry
  if ((source === undefined && sourceValue === undefined) || targets === undefined) {
    throw fail('replacement-failed', 'A replacement must have a source and at least one target')
  }
  const value = findValue(resources, entry)
  for (const { select, reject = [], fieldPaths = [], options } of targets) {
    if (select === undefined) throw fail('replacement-failed', 'A target of a replacement must have "select"')
    const paths = fieldPaths.length === 0 ? [defaultPath] : fieldPaths
    const isTarget = targetTest(select, reject)
    for (const resource of resources.resources) {
      if (isTarget(resource)) for (const path of paths) setValue(resource, value, { path, options })
    }
  }
}
