import type { CommandEntry } from '../commands.ts'
import { defineCommand } from '../define-command.ts'

/** As the original lists them. */
const plugins = [
  'ConfigMapGenerator',
  'IAMPolicyGenerator',
  'SecretGenerator',
  'HelmChartInflationGenerator',
  'PrefixTransformer',
  'SuffixTransformer',
  'ValueAddTransformer',
  'AnnotationsTransformer',
  'HashTransformer',
  'ImageTagTransformer',
  'PatchJson6902Transformer',
  'PatchTransformer',
  'ReplacementTransformer',
  'ReplicaCountTransformer',
  'LabelTransformer',
  'NamespaceTransformer',
  'PatchStrategicMergeTransformer',
  'PrefixSuffixTransformer',
]

const run = defineCommand({
  about: 'Lists the builtin plugins of Kustomize.\n',
  usage: 'edit alpha-list-builtin-plugin',
  flags: {},
  run: () => ({
    stdout: `Builtin plugins:\n\n${plugins.map((name) => ` * ${name}\n`).join('')}`,
    stderr: '',
    exitCode: 0,
  }),
})

/** `edit alpha-list-builtin-plugin`. */
export const listPlugins: CommandEntry = {
  about: 'List the builtin plugins',
  load: () => Promise.resolve(run),
}
