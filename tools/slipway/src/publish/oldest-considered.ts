import { lastConsidered, type ConsideredRequest } from '@slipway/config-repo'
import type { Oid } from '@slipway/git'

/**
 * The newest source commit that all of these environments have considered, as the base of `nx affected`: the one that every other one comes
 * after. `null` when one of them has none, or when none comes before all others.
 */
export async function oldestConsidered(
  request: Omit<ConsideredRequest, 'environment'>,
  environments: readonly string[],
  options: { readonly cache?: string } = {},
): Promise<Oid | null> {
  const commits = new Set<Oid>()
  for (const environment of environments) {
    const commit = await lastConsidered({ ...request, environment }, options)
    if (commit === null) return null
    commits.add(commit)
  }
  for (const candidate of commits) {
    const isBefore = (commit: Oid) => request.sourceRepository.isAncestor(candidate, commit)
    if ((await Promise.all([...commits].map(isBefore))).every(Boolean)) return candidate
  }
  return null
}
