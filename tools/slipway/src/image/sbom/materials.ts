import type { Service } from '../../workspace/service.ts'
import type { SourceTree } from '../../workspace/source-tree.ts'
import { findDependencyClosure } from '../../workspace/lockfile/dependency-closure.ts'
import { readLock } from '../inputs/locked-dependencies.ts'
import { describePackages, type Component } from './component.ts'

/** The packages that a service is made of, and what each of them needs. */
export interface Materials {
  /** The service's own package. */
  readonly root: Component
  /** All of them, in the order of their references. */
  readonly components: readonly Component[]
  /** The references of what each one needs, by its own. */
  readonly needs: ReadonlyMap<string, ReadonlySet<string>>
}

/**
 * What a bundled service is made of, by npm's lockfile: the same packages that its inputs hash counts. `undefined` for
 * another builder, which may put in anything, and without npm's lockfile.
 */
export async function readMaterials(tree: SourceTree, service: Service): Promise<Materials | undefined> {
  const lock = service.builder === 'oci' ? await readLock(tree) : undefined
  if (!lock?.packages[service.root]) return undefined
  const closure = findDependencyClosure(lock, service.root)
  const described = describePackages(lock, closure)
  const root = described.get(service.root)
  if (!root) return undefined
  const needs = new Map<string, Set<string>>()
  for (const [folder, component] of described) {
    const own = needs.get(component['bom-ref']) ?? new Set<string>()
    for (const needed of closure.needs.get(folder) ?? []) own.add(described.get(needed)?.['bom-ref'] ?? '')
    needs.set(component['bom-ref'], own)
  }
  const components = new Map([...described.values()].map((one) => [one['bom-ref'], one]))
  return { root, components: inOrder([...components.values()]), needs }
}

function inOrder(components: readonly Component[]): Component[] {
  return components.toSorted((a, b) => (a['bom-ref'] < b['bom-ref'] ? -1 : 1))
}
