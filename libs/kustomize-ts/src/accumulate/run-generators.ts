import { absorbGenerated } from './absorb-generated.ts'
import type { Accumulation } from '../target/accumulation.ts'
import type { Target } from '../target/target.ts'
import { locate } from '../kustomize-error.ts'
import { runGeneratorPlugin } from '../plugins/generator-plugins.ts'
import { pluginOrigin, pluginPosition, readPlugins } from '../plugins/plugin-entry.ts'
import type { Resource } from '../resource/resource.ts'
import { generatorOrigin } from '../fields/build-metadata.ts'
import { generateConfigMap } from '../fields/config-map-generator.ts'
import type { FolderOpener } from '../fields/resources.ts'
import { generateSecret } from '../fields/secret-generator.ts'

/** Runs all generators: those of config maps and of secrets, then the plugins of `generators`. */
export function runGenerators(target: Target, accumulation: Accumulation, openFolder: FolderOpener): void {
  const { fields } = target.kustomization
  const { loader } = target
  runField(target, accumulation, {
    field: 'configMapGenerator',
    kind: 'ConfigMapGenerator',
    run: fields.configMapGenerator?.map(
      (entry) => () => generateConfigMap(loader, entry, fields.generatorOptions),
    ),
  })
  runField(target, accumulation, {
    field: 'secretGenerator',
    kind: 'SecretGenerator',
    run: fields.secretGenerator?.map((entry) => () => generateSecret(loader, entry, fields.generatorOptions)),
  })
  runPlugins(target, accumulation, openFolder)
}

interface GeneratorField {
  readonly field: string
  readonly kind: string
  readonly run: readonly (() => Resource)[] | undefined
}

function runField(
  target: Target,
  accumulation: Accumulation,
  { field, kind, run = [] }: GeneratorField,
): void {
  for (const [index, generate] of run.entries()) {
    locate(target.kustomization.positionOf(field, index), () => {
      const resource = generate()
      resource.origin = generatorOrigin(target, kind)
      absorbGenerated(accumulation.resources, [resource])
    })
  }
}

function runPlugins(target: Target, accumulation: Accumulation, openFolder: FolderOpener): void {
  for (const plugin of readPlugins(target, 'generators', openFolder)) {
    locate(pluginPosition(target, 'generators', plugin), () => {
      const resource = runGeneratorPlugin(target, plugin)
      resource.origin = pluginOrigin(plugin)
      absorbGenerated(accumulation.resources, [resource])
    })
  }
}
