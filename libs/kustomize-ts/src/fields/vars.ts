import type { Accumulation } from '../target/accumulation.ts'
import type { Target } from '../target/target.ts'
import type { VariableEntry } from '../kustomization/kustomization.ts'
import { fail, locate } from '../kustomize-error.ts'
import { parseApiVersion } from '../resource/gvk.ts'
import { isSameId, isSameKindAndName, type ResourceId } from '../resource/resource-id.ts'

/** `vars`: marks the resource that holds each variable's value; it is found by the names that it has, or had, now. */
export function addVariables(target: Target, accumulation: Accumulation): void {
  for (const [index, entry] of (target.kustomization.fields.vars ?? []).entries()) {
    locate(target.kustomization.positionOf('vars', index), () => markSource(accumulation, entry))
  }
  for (const [index, entry] of (target.kustomization.fields.vars ?? []).entries()) {
    const { name = '', fieldref } = entry
    const path = fieldref?.fieldPath ?? ''
    const position = target.kustomization.positionOf('vars', index)
    const variable = { name, fieldPath: path === '' ? 'metadata.name' : path, position }
    locate(position, () => accumulation.variables.addAll([variable]))
  }
}

function markSource({ resources }: Accumulation, { name = '', objref }: VariableEntry): void {
  const { apiVersion = '', group = '', version = '', kind = '', namespace = '' } = objref ?? {}
  const id: ResourceId = {
    ...(apiVersion === '' ? { group, version } : parseObjectVersion(apiVersion, { group, version })),
    kind,
    name: objref?.name ?? '',
    namespace,
    clusterScoped: false,
  }
  // Without a namespace, one of any counts.
  const isSame = namespace === '' ? isSameKindAndName : isSameId
  const matches = resources.matchAnyId((candidate) => isSame(id, candidate))
  if (matches.length > 1) {
    throw fail(
      'variable-unresolved',
      `The variable "${name}" could mean ${matches.length} resources: name a namespace`,
    )
  }
  matches[0]?.variableNames.push(name)
}

function parseObjectVersion(
  apiVersion: string,
  given: { group: string; version: string },
): { group: string; version: string } {
  const parts = apiVersion.split('/')
  if (parts.length > 2) return given
  return {
    group: parts.length === 2 ? (parts[0] ?? '') : given.group,
    version: parseApiVersion(apiVersion).version,
  }
}
