import type { CreateDependenciesContext, DependencyType, RawProjectGraphDependency } from '@nx/devkit'
import type { PluginOptions } from '../options/plugin-options.ts'
import { readNotes, type ConfigNotes, type ServiceNotes } from './notes.ts'

/**
 * The edges that `inferNodes` noted: from each kustomization to the projects that it refers to, and from services to
 * the packages that make their images, so that an update of one in the lockfile selects them.
 */
export function inferDependencies(
  _options: PluginOptions | undefined,
  context: CreateDependenciesContext,
): RawProjectGraphDependency[] {
  const nameByRoot = new Map(Object.entries(context.projects).map(([name, { root }]) => [root, name]))
  return Object.entries(context.projects).flatMap(([source, project]) => {
    const { config, service } = readNotes(project)
    return [
      ...(config ? configEdges(source, config, nameByRoot) : []),
      ...(service ? makerEdges(source, service, context.externalNodes ?? {}) : []),
    ]
  })
}

function configEdges(
  source: string,
  { file, references }: ConfigNotes,
  nameByRoot: ReadonlyMap<string, string>,
): RawProjectGraphDependency[] {
  const targets = references.flatMap((root) => nameByRoot.get(root) ?? [])
  return targets.map((target) => ({
    source,
    target,
    sourceFile: file,
    type: 'static' as DependencyType.static,
  }))
}

function makerEdges(
  source: string,
  { makers }: ServiceNotes,
  externals: object,
): RawProjectGraphDependency[] {
  const targets = makers.map((maker) => `npm:${maker}`).filter((target) => target in externals)
  return targets.map((target) => ({ source, target, type: 'implicit' as DependencyType.implicit }))
}
