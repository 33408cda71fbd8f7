import { seededRandom } from '../downstream-faults/random.ts'

/** One job of a pipeline: it publishes every service of a workspace at one commit. */
export interface Job {
  readonly workspace: string
  readonly environment: string
  /** Which commit of the source, counted from 0. */
  readonly commit: number
}

export const environments = ['staging', 'production'] as const
export const workspaces = ['shop', 'blog', 'desk', 'mail', 'bank'] as const

/** The services of a workspace. The first differs at each commit, the second at every other one. */
export function servicesOf(workspace: string): readonly string[] {
  return [`${workspace}-web`, `${workspace}-api`]
}

/** The name of what a commit builds of a service. */
export function buildOf(service: string, commit: number): string {
  return `${service} ${service.endsWith('-api') ? commit - (commit % 2) : commit}`
}

/** Jobs for workspaces and environments by turns, five or so for each, of one commit after the other, in an order of chance. */
export function makeJobs(count: number, seed: number): Job[] {
  const random = seededRandom(seed)
  const all = workspaces.flatMap((workspace) =>
    environments.map((environment) => ({ workspace, environment })),
  )
  const groups = all.slice(0, Math.max(2, count / 5))
  return Array.from({ length: count }, (_, index) => ({
    ...(groups[index % groups.length] ?? { workspace: '', environment: '' }),
    commit: Math.floor(index / groups.length),
  }))
    .map((job) => [random(), job] as const)
    .toSorted(([a], [b]) => a - b)
    .map(([, job]) => job)
}

/** What jobs have in common of which one comes after the other. */
export function groupOf({ environment, workspace }: Pick<Job, 'environment' | 'workspace'>): string {
  return `${environment}/${workspace}`
}
