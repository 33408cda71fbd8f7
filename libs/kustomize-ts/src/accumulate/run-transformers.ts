import type { FolderOpener } from '../fields/resources.ts'
import { transformerSteps, type Step } from './transformer-steps.ts'
import type { Accumulation } from '../target/accumulation.ts'
import type { Target } from '../target/target.ts'
import { locate } from '../kustomize-error.ts'
import { pluginOrigin, pluginPosition, readPlugins } from '../plugins/plugin-entry.ts'
import { loadTransformerPlugin } from '../plugins/transformer-plugins.ts'
import type { Origin } from '../resource/origin.ts'
import type { Resource } from '../resource/resource.ts'
import { isNilOrEmpty } from '../yaml/node.ts'
import { generatorOrigin } from '../fields/build-metadata.ts'

/** Changes the resources by each field in Kustomize's order, then by the kinds in `transformers`. */
export function runTransformers(target: Target, accumulation: Accumulation, openFolder: FolderOpener): void {
  const steps = [...transformerSteps(target, accumulation), ...pluginSteps(target, openFolder)]
  for (const step of steps) runStep(target, accumulation, step)
}

function runStep(target: Target, { resources }: Accumulation, step: Step): void {
  locate(target.kustomization.positionOf(step.field, step.index), () => step.run(resources))
  const origin = step.origin ?? generatorOrigin(target, step.kind)
  if (origin !== undefined) for (const resource of resources.resources) recordStep(resource, origin)
  resources.dropEmpty()
}

function recordStep(resource: Resource, origin: Origin): void {
  if (isNilOrEmpty(resource.node)) return
  if (resource.origin === undefined) resource.origin = origin
  else resource.transformations.push(origin)
  // Kustomize writes all annotations anew to record this, after which none of them shares its node with another field.
  resource.setAnnotations(resource.annotations)
}

function pluginSteps(target: Target, openFolder: FolderOpener): Step[] {
  const field = 'transformers'
  return readPlugins(target, field, openFolder).map((plugin): Step => {
    const position = pluginPosition(target, field, plugin)
    const run = locate(position, () => loadTransformerPlugin(target, plugin))
    return {
      kind: plugin.kind,
      field,
      run: (each) => locate(position, () => run(each)),
      origin: pluginOrigin(plugin),
    }
  })
}
