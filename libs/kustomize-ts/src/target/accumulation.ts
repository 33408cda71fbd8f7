import {
  emptyConfiguration,
  mergeConfigurations,
  type Configuration,
} from '../configuration/configuration.ts'
import { ResourceMap } from '../resource/resource-map.ts'
import { VariableSet } from './variable-set.ts'

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
