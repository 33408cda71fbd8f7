import { Accumulation } from '../target/accumulation.ts'
import type { Target } from '../target/target.ts'
import { accumulatePath, type FolderOpener } from '../fields/resources.ts'
import { fail, KustomizeError, locate } from '../kustomize-error.ts'
import type { Position } from '../problem.ts'
import type { Origin } from '../resource/origin.ts'
import { readResources } from '../resource/read-resources.ts'
import type { Resource } from '../resource/resource.ts'

/** The fields that name plugins. */
export type PluginField = 'generators' | 'transformers' | 'validators'

/** The configurations of plugins in a field: written out in an entry, in files, or made by a kustomization in a folder. */
export function readPlugins(target: Target, field: PluginField, openFolder: FolderOpener): Resource[] {
  const accumulation = new Accumulation()
  const paths: { path: string; index: number }[] = []
  const { fields, positionOf } = target.kustomization
  for (const [index, entry] of (fields[field] ?? []).entries()) {
    const inline = tryInline(entry)
    if (inline === undefined) {
      paths.push({ path: entry, index })
      continue
    }
    const { file, line } = positionOf(field, index)
    for (const resource of inline) {
      resource.origin = originOf(target)
      resource.source = { file, document: 0, line }
    }
    locate(positionOf(field, index), () => accumulation.resources.append(inline))
  }
  for (const { path, index } of paths) {
    locate(positionOf(field, index), () => accumulatePath({ target, accumulation, openFolder }, path))
  }
  for (const plugin of accumulation.resources.resources)
    locate(pluginPosition(target, field, plugin), () => requireBuiltIn(plugin))
  return [...accumulation.resources.resources]
}

/** Where a plugin is configured: in its file, in its entry, or in the field that led to a folder which made it. */
export function pluginPosition(
  { kustomization }: Target,
  field: PluginField,
  { source }: Resource,
): Position {
  if (source === undefined) return kustomization.positionOf(field)
  return { file: source.file, line: source.line, column: 1 }
}

function tryInline(entry: string): Resource[] | undefined {
  try {
    return readResources(entry)
  } catch (error) {
    if (error instanceof KustomizeError) return undefined
    throw error
  }
}

function originOf({ origin, kustomization }: Target): Origin | undefined {
  if (origin === undefined) return undefined
  const path =
    origin.path === undefined || origin.path === ''
      ? kustomization.name
      : `${origin.path}/${kustomization.name}`
  return { ...origin, path }
}

function requireBuiltIn({ apiVersion, kind, name }: Resource): void {
  if (apiVersion === 'builtin') return
  throw fail(
    'unsupported',
    `Cannot run the plugin ${kind} "${name}" of "${apiVersion}": only the kinds of the apiVersion "builtin" are supported, ` +
      'render it elsewhere and commit its output',
  )
}

/** What a plugin's results are said to come from. */
export function pluginOrigin(plugin: Resource): Origin | undefined {
  if (plugin.origin === undefined) return undefined
  const { apiVersion, kind, name, namespace } = plugin
  return { configuredIn: plugin.origin.path ?? '', configuredBy: { apiVersion, kind, name, namespace } }
}
