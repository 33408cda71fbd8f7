import { parse } from 'yaml'
import { digestOf } from '../config-repos/digest.ts'
import { git } from '../config-repos/git.ts'
import { buildOf, groupOf, servicesOf, type Job } from './jobs.ts'
import type { ContentionReport } from './run-contention.ts'

/** What is wrong at the end: each service has to run its newest build, and each ref to tell the newest commit. */
export async function judgeEnd({
  bare,
  jobs,
  commits,
}: Pick<ContentionReport, 'bare' | 'jobs' | 'commits'>): Promise<string[]> {
  const newest = new Map<string, Job>()
  for (const job of jobs) {
    const known = newest.get(groupOf(job))
    if (!known || known.commit < job.commit) newest.set(groupOf(job), job)
  }
  const found = await Promise.all(
    [...newest.values()].flatMap((job) => [
      judgeMarker(bare, job, commits),
      ...servicesOf(job.workspace).map((service) => judgeService(bare, service, job)),
    ]),
  )
  return found.flat()
}

async function judgeService(bare: string, service: string, { environment, commit }: Job): Promise<string[]> {
  const folder = `main:overlays/${environment}/${service}`
  const [kustomization, release] = await Promise.all(
    ['kustomization', 'release'].map((name) => readOrNothing(bare, ['show', `${folder}/${name}.yaml`])),
  )
  const runs = (parse(kustomization ?? '') as { images: { digest?: string }[] } | null)?.images[0]?.digest
  const released = (parse(release ?? '') as { digest: string } | null)?.digest
  const wanted = digestOf(buildOf(service, commit))
  return runs === wanted && released === wanted
    ? []
    : [`${environment}/${service} does not run its newest build`]
}

async function judgeMarker(
  bare: string,
  { environment, workspace, commit }: Job,
  commits: readonly string[],
): Promise<string[]> {
  const ref = `refs/slipway/${environment}/${workspace}`
  const marker = await readOrNothing(bare, ['log', '-1', '--format=%B', ref])
  return marker.includes(`Slipway-Considered: ${commits[commit]}\n`)
    ? []
    : [`${ref} is not at the newest commit`]
}

async function readOrNothing(bare: string, args: readonly string[]): Promise<string> {
  return git(bare, args).catch(() => '')
}
