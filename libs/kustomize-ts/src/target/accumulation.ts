import {
  emptyConfiguration,
  mergeConfigurations,
  type Configuration,
} from '../configuration/configuration.ts'
import { ResourceMap } from '../resource/resource-map.ts'
import type { YamlNode } from '../yaml/node.ts'
import { TreeCopier } from '../yaml/tree-copier.ts'
import { VariableSet } from './variable-set.ts'

/** What a kustomization and all that it refers to come to: resources, and the rules for what is done with them at the end. */
export class Accumulation {
  readonly resources = new ResourceMap()
  readonly variables = new VariableSet()
  configuration: Configuration = emptyConfiguration

  addConfiguration(configuration: Configuration): void {
    this.configuration = mergeConfigurations(this.configuration, configuration)
  }

  /** Merges the configuration into nothing, as Kustomize does after a component, and finds what it contradicts in itself. */
  recheckConfiguration(): void {
    this.configuration = mergeConfigurations(emptyConfiguration, this.configuration)
  }

  /** Takes over all of another accumulation; throws where they have a resource or a variable of one name. */
  absorb(other: Accumulation): void {
    this.resources.append(other.resources.resources)
    this.addConfiguration(other.configuration)
    this.variables.addAll(other.variables.values)
  }
}

/** An accumulation to make copies of, which share nothing with it or with each other. Nothing else may change it from now on. */
export class KeptAccumulation {
  readonly #accumulation: Accumulation
  readonly #copier: TreeCopier

  constructor(accumulation: Accumulation) {
    this.#accumulation = accumulation
    this.#copier = new TreeCopier(accumulation.resources.resources.map(({ node }) => node))
  }

  copy(): Accumulation {
    const { resources, variables, configuration } = this.#accumulation
    const nodes = this.#copier.copy()
    const copy = new Accumulation()
    copy.resources.append(
      resources.resources.map((resource, index) => resource.copyWith(nodes[index] as YamlNode)),
    )
    copy.variables.addAll(variables.values)
    copy.configuration = configuration
    return copy
  }
}
