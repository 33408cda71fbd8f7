import type { Accumulation } from '../target/accumulation.ts'
import type { Target } from '../target/target.ts'
import { fail, locate } from '../kustomize-error.ts'
import { readPlugins } from '../plugins/plugin-entry.ts'
import { loadTransformerPlugin } from '../plugins/transformer-plugins.ts'
import type { Resource } from '../resource/resource.ts'
import { toJson, toValue } from '../yaml/value.ts'
import type { FolderOpener } from '../fields/resources.ts'

/** `validators`: transformers of builtin kinds that must not change anything. */
export function runValidators(target: Target, { resources }: Accumulation, openFolder: FolderOpener): void {
  for (const plugin of readPlugins(target, 'validators', openFolder)) {
    locate(target.kustomization.positionOf('validators'), () => {
      const before = resources.resources.map(fingerprint)
      loadTransformerPlugin(target, plugin)(resources)
      const after = resources.resources.map(fingerprint)
      if (before.length === after.length && before.every((print, index) => print === after[index])) return
      throw fail('bad-field-value', `The validator "${plugin.name}" must not change resources`)
    })
  }
}

function fingerprint(resource: Resource): string {
  return toJson(toValue(resource.node)) + JSON.stringify(resource.state)
}
