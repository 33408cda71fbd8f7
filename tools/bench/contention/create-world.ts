import { mkdir } from 'node:fs/promises'
import path from 'node:path'
import { createConfigRepo } from '../config-repos/create-config-repo.ts'
import { createSource } from '../config-repos/create-source.ts'
import { environments, servicesOf, workspaces, type Job } from './jobs.ts'
import type { PublisherRequest } from './publisher.ts'
import { openTransport, type Transport, type TransportName } from './transports.ts'

/** A config repo that can be reached, and where its releases come from. */
export interface World {
  readonly bare: string
  readonly transport: Transport
  /** The ids of the source's commits, in their order. */
  readonly commits: readonly string[]
  readonly requestOf: (job: Job) => PublisherRequest
}

/** Makes one, with as many commits of source as jobs need; the workspaces have one history, as nothing depends on that. */
export async function createWorld(
  { transport: name, folder }: { readonly transport: TransportName; readonly folder: string },
  jobs: readonly Job[],
): Promise<World> {
  await mkdir(folder, { recursive: true })
  const [bare, source] = [path.join(folder, 'config.git'), path.join(folder, 'source.git')]
  await createConfigRepo(bare, { environments, services: workspaces.flatMap(servicesOf) })
  const names = Array.from(
    { length: Math.max(...jobs.map(({ commit }) => commit)) + 1 },
    (_, index) => `c${index}`,
  )
  const history = Object.fromEntries(names.map((each, index) => [each, names.slice(index - 1, index)]))
  const oids = await createSource(source, { ...history, c0: [] })
  const commits = names.map((each) => oids.get(each) ?? '')
  const transport = await openTransport(name, bare, folder)
  const requestOf = (job: Job) => ({
    ...job,
    url: transport.url,
    source,
    oid: commits[job.commit] ?? '',
    // Some run on one machine that keeps what it has, the others on machines that are new.
    cache: job.commit % 2 === 0 ? path.join(folder, 'cache') : undefined,
  })
  return { bare, transport, commits, requestOf }
}
