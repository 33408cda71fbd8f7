import type { Resource } from './resource.ts'

const domain = 'internal.config.kubernetes.io/'

type Lists = Pick<
  Resource['state'],
  'previousNames' | 'previousNamespaces' | 'previousKinds' | 'prefixes' | 'suffixes'
>

const lists: readonly (keyof Lists)[] = [
  'previousNames',
  'previousNamespaces',
  'previousKinds',
  'prefixes',
  'suffixes',
]

const generated = `${domain}generatorBehavior`
const hashed = `${domain}needsHashSuffix`

/** What Kustomize keeps in a resource's annotations while it works, as these annotations; operations on annotations see them. */
export function recordTexts({ state }: Resource): Map<string, string> {
  const texts = new Map<string, string>()
  for (const list of lists) if (state[list].length > 0) texts.set(domain + list, state[list].join(','))
  if (state.isGenerated) texts.set(generated, state.behavior)
  if (state.needsHash) texts.set(hashed, 'enabled')
  return texts
}

/** Whether Kustomize has annotations on the resource even if its file has none. */
export function hasRecords(resource: Resource): boolean {
  return (
    resource.origin !== undefined || resource.transformations.length > 0 || recordTexts(resource).size > 0
  )
}
