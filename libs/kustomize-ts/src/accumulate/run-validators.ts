import type { Accumulation } from '../target/accumulation.ts'
import type { Target } from '../target/target.ts'
import { fail, locate } from '../kustomize-error.ts'
import { pluginPosition, readPlugins } from '../plugins/plugin-entry.ts'
import { loadTransformerPlugin } from '../plugins/transformer-plugins.ts'
import type { Resource } from '../resource/resource.ts'
import type { YamlNode } from '../yaml/node.ts'
import type { FolderOpener } from '../fields/resources.ts'

/** What marks a resource as validated, which is the one thing that a validator may add. */
const validatedBy = 'validated-by'

/** `validators`: transformers of builtin kinds that must not change anything. */
export function runValidators(target: Target, { resources }: Accumulation, openFolder: FolderOpener): void {
  for (const plugin of readPlugins(target, 'validators', openFolder)) {
    locate(pluginPosition(target, 'validators', plugin), () => {
      const before = resources.resources.map(fingerprint)
      loadTransformerPlugin(target, plugin)(resources)
      const after = resources.resources.map((resource) => fingerprint(withoutMark(resource)))
      if (before.length === after.length && before.every((print, index) => print === after[index])) return
      throw fail('bad-field-value', `The validator "${plugin.name}" must not change resources`)
    })
  }
}

function withoutMark(resource: Resource): Resource {
  const { labels } = resource
  if (!labels.delete(validatedBy)) return resource
  const copy = resource.copy()
  copy.setLabels(labels)
  return copy
}

/** Everything that Kustomize compares: a value that was written again differs from what it was read as, if only by its place. */
function fingerprint({ node, state }: Resource): string {
  return JSON.stringify([nodePrint(node), state])
}

function nodePrint(node: YamlNode): unknown {
  const { kind, tag, value, style, tagged, isFlow, line, column, content } = node
  return [kind, tag, value, style, tagged, isFlow, line, column, content.map(nodePrint)]
}
