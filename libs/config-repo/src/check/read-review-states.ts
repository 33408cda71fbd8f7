import { environmentFolder } from '../layout/paths.ts'
import type { Commit, FileDifference, GraphCommit, Oid, Repository } from '@slipway/git'
import { readTrailers } from '../message/trailers.ts'
import { pathInRepository, type ConfigRepoLocation } from '../remote/location.ts'
import type { ReviewState } from './review-state.ts'

/** Where promotions may be under review. */
export interface ReviewSearch {
  readonly location: ConfigRepoLocation
  /** Has the tip and the heads with their history. */
  readonly repository: Repository
  /** The newest commit of the branch that is deployed. */
  readonly tip: Oid
  /** A branch, or with `null` the commit that is checked. */
  readonly heads: readonly { readonly branch: string | null; readonly commit: Oid }[]
  /** Fetches a commit that the repository lacks. */
  readonly bring: (commit: Oid) => Promise<void>
}

/** How the promotions on review branches, those not merged yet, stand to the branch that is deployed. */
export async function readReviewStates(search: ReviewSearch): Promise<ReviewState[]> {
  const { repository, heads, tip } = search
  const states: ReviewState[] = []
  for (const { branch, commit } of heads) {
    const graph = (await repository.readGraph([commit], [tip])).filter(({ parents }) => parents.length < 2)
    const commits = await repository.readCommits(graph.map(({ oid }) => oid))
    for (const [index, found] of graph.entries()) {
      const state = await stateOf(search, found, commits[index])
      if (state) states.push({ branch, ...state })
    }
  }
  return states
}

async function stateOf(
  { repository, location, tip, bring }: ReviewSearch,
  { oid: commit, parents }: GraphCommit,
  read: Commit | undefined,
): Promise<Omit<ReviewState, 'branch'> | undefined> {
  const { action, base, environments: [environment] = [] } = readTrailers(read?.message ?? '') ?? {}
  if (action !== 'promote' || base === undefined || environment === undefined) return undefined
  await bring(base)
  const folder = pathInRepository(location, environmentFolder(environment))
  const compare = async (one: Oid, other: Oid | undefined) =>
    (await repository.readDifferences([{ commit: one, with: other }], [folder])).get(one) ?? []
  const [promoted, since] = [await compare(commit, parents[0]), await compare(tip, base)]
  const changedServices = servicesOf(since, folder)
  const services = [...servicesOf(promoted, folder)].filter((service) => changedServices.has(service))
  const merged = services.length > 0 ? await mergedReleases(repository, { base, tip, folder }) : new Set()
  const changed = services.filter((service) => !merged.has(releaseOf(promoted, folder, service)))
  return { commit, base, environment, changed }
}

function servicesOf(differences: readonly FileDifference[], folder: string): Set<string> {
  return new Set(differences.flatMap(({ path }) => path.slice(folder.length + 1).split('/')[0] ?? []))
}

function releaseOf(differences: readonly FileDifference[], folder: string, service: string): Oid | undefined {
  return differences.find(({ path }) => path === `${folder}/${service}/release.yaml`)?.after
}

/** Releases that the branch got since: a merge that squashes or rebases makes another commit of the same files. */
async function mergedReleases(
  repository: Repository,
  { base, tip, folder }: { base: Oid; tip: Oid; folder: string },
): Promise<Set<Oid | undefined>> {
  const since = await repository.readGraph([tip], [base])
  const compared = since.map(({ oid, parents }) => ({ commit: oid, with: parents[0] }))
  const differences = await repository.readDifferences(compared, [folder])
  return new Set([...differences.values()].flat().flatMap(({ after }) => after ?? []))
}
