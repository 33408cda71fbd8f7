import { checkResources } from '../growth.ts'
import { fail } from '../kustomize-error.ts'
import { isNilOrEmpty } from '../yaml/node.ts'
import { idKey, idText, isSameId, type ResourceId } from './resource-id.ts'
import type { Resource } from './resource.ts'

/** The resources of a build, in order, each id once. */
export class ResourceMap {
  #resources: Resource[] = []
  #gathered: Set<string> | undefined

  get resources(): readonly Resource[] {
    return this.#resources
  }

  /**
   * Runs an action that appends time and again and changes no id meanwhile. The ids are then made once and not for each of the
   * files: half of the time that a kustomization with 1,000 took.
   */
  gather(action: () => void): void {
    this.#gathered = this.#ids()
    try {
      action()
    } finally {
      this.#gathered = undefined
    }
  }

  #ids(): Set<string> {
    return new Set(this.#resources.map((resource) => idKey(resource.id)))
  }

  /** Adds resources; throws `duplicate-resource` when one has the id of another. */
  append(resources: readonly Resource[]): void {
    checkResources(this.#resources.length + resources.length)
    const keys = this.#gathered ?? this.#ids()
    for (const resource of resources) {
      const { id } = resource
      const key = idKey(id)
      if (keys.has(key)) {
        throw fail('duplicate-resource', `There is already a resource ${idText(id)}`, place(resource))
      }
      keys.add(key)
      this.#resources.push(resource)
    }
  }

  /** Puts other resources, or the same in another order, in the place of all. */
  replaceAll(resources: readonly Resource[]): void {
    this.#resources = []
    this.#gathered = undefined
    this.append(resources)
  }

  /** Puts resources in the place of all, though two of them may have one id. */
  restore(resources: readonly Resource[]): void {
    this.#resources = [...resources]
    this.#gathered = undefined
  }

  /** Puts a resource where one with its id is; throws when there is none, or several. */
  replace(resource: Resource): number {
    const { id } = resource
    const indexes = this.#resources.flatMap((other, index) => (isSameId(id, other.id) ? [index] : []))
    const [index] = indexes
    if (indexes.length !== 1 || index === undefined) {
      throw fail(
        'name-conflict',
        `Cannot replace the resource ${idText(id)}: found ${indexes.length} of them`,
      )
    }
    this.#resources[index] = resource
    this.#gathered = undefined
    return index
  }

  /** Drops resources that a transformer deleted. */
  dropEmpty(): void {
    this.#resources = this.#resources.filter((resource) => !isNilOrEmpty(resource.node))
  }

  /** The resources whose present or any earlier id fits. */
  matchAnyId(matches: (id: ResourceId) => boolean): Resource[] {
    return this.#resources.filter(
      (resource) =>
        !isNilOrEmpty(resource.node) && (matches(resource.id) || resource.previousIds.some(matches)),
    )
  }

  /** The one resource that has, or had, that id; throws `patch-target-missing` when it is none or several. */
  getById(id: ResourceId): Resource {
    const found = this.matchAnyId((candidate) => isSameId(id, candidate))
    const [resource] = found
    if (found.length === 1 && resource !== undefined) return resource
    const problem =
      found.length === 0 ? 'There is no resource' : `There are ${found.length} resources that could be`
    throw fail('patch-target-missing', `${problem} ${idText(id)}`)
  }
}

function place(resource: Resource): { file: string; line: number; column: number } | undefined {
  const { source } = resource
  return source === undefined ? undefined : { file: source.file, line: source.line, column: 1 }
}
