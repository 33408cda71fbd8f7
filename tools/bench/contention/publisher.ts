// One job of a pipeline, in a process of its own: says that it is ready, waits for a line, publishes, and says what came of it.
import { ConfigRepoError, publish } from '@slipway/config-repo'
import { openRepository } from '@slipway/git'
import { once } from 'node:events'
import { digestOf } from '../config-repos/digest.ts'
import { buildOf, servicesOf, type Job } from './jobs.ts'

/** What a publisher is told, as JSON in its only argument. */
export interface PublisherRequest extends Job {
  /** Where the config repo is. */
  readonly url: string
  /** The clone of its source, and the id of the commit there. */
  readonly source: string
  readonly oid: string
  /** A folder that it shares with others. */
  readonly cache: string | undefined
}

/** What it says at the end, as a line of JSON. */
export interface PublisherAnswer {
  /** The outcome of the plan, or the code of an error. */
  readonly outcome: string
  readonly commit: string | null
  readonly milliseconds: number
  readonly error?: string
}

const request = JSON.parse(process.argv[2] ?? '') as PublisherRequest
process.stdout.write('ready\n')
await once(process.stdin, 'data')
process.stdin.destroy()
const begin = performance.now()
const answer = await run(request)
process.stdout.write(`${JSON.stringify({ ...answer, milliseconds: performance.now() - begin })}\n`)

async function run(job: PublisherRequest): Promise<Omit<PublisherAnswer, 'milliseconds'>> {
  const { workspace, environment, url, oid } = job
  const images = servicesOf(workspace).map((service) => ({
    service,
    image: `ghcr.io/acme/${service}`,
    digest: digestOf(buildOf(service, job.commit)),
    inputs: digestOf(`inputs of ${buildOf(service, job.commit)}`),
  }))
  try {
    const { plan, commit } = await publish(
      {
        location: { url, branch: 'main', folder: '' },
        environments: [environment],
        workspace,
        source: { repository: `https://example.test/${workspace}.git`, commit: oid },
        images,
        sourceRepository: await openRepository(job.source),
      },
      { cache: job.cache },
    )
    return { outcome: plan.outcome, commit }
  } catch (error) {
    if (!(error instanceof ConfigRepoError)) throw error
    return { outcome: error.code, commit: null, error: error.message }
  }
}
