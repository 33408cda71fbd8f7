import {
  emptyConfiguration,
  mergeConfigurations,
  type Configuration,
} from '../configuration/configuration.ts'
import { ResourceMap } from '../resource/resource-map.ts'
import type { Resource } from '../resource/resource.ts'
import type { YamlNode } from '../yaml/node.ts'
import { TreeCopier } from '../yaml/tree-copier.ts'
import { VariableSet, type Variable } from './variable-set.ts'

/** What a kustomization and all that it refers to come to: resources, and the rules for what is done with them at the end. */
export class Accumulation {
  readonly resources = new ResourceMap()
  readonly variables = new VariableSet()
  configuration: Configuration = emptyConfiguration

  addConfiguration(configuration: Configuration): void {
    this.configuration = mergeConfigurations(this.configuration, configuration)
  }

  /** Takes over all of another accumulation; throws where they have a resource or a variable of one name. */
  absorb(other: Accumulation): void {
    this.resources.append(other.resources.resources)
    this.addConfiguration(other.configuration)
    this.variables.addAll(other.variables.values)
  }
}

/** An accumulation to make copies of, which share nothing with it or with each other. */
export class KeptAccumulation {
  readonly #resources: readonly Resource[]
  readonly #variables: readonly Variable[]
  readonly #configuration: Configuration
  readonly #copier: TreeCopier

  /** Keeps a copy: the accumulation itself may go on changing. */
  constructor({ resources, variables, configuration }: Accumulation) {
    const nodes = new TreeCopier(resources.resources.map(({ node }) => node)).copy()
    this.#resources = resources.resources.map((resource, index) =>
      resource.copyWith(nodes[index] as YamlNode),
    )
    this.#variables = variables.values
    this.#configuration = configuration
    this.#copier = new TreeCopier(nodes)
  }

  copy(): Accumulation {
    const nodes = this.#copier.copy()
    const copy = new Accumulation()
    copy.resources.append(
      this.#resources.map((resource, index) => resource.copyWith(nodes[index] as YamlNode)),
    )
    copy.variables.addAll(this.#variables)
    copy.configuration = this.#configuration
    return copy
  }
}
