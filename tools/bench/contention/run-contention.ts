import { setTimeout as delay } from 'node:timers/promises'
import { gitEnvironment } from '../config-repos/git.ts'
import { seededRandom } from '../downstream-faults/random.ts'
import { createWorld, type World } from './create-world.ts'
import { makeJobs, type Job } from './jobs.ts'
import type { PublisherAnswer } from './publisher.ts'
import { startPublisher, type Publisher } from './start-publisher.ts'
import type { TransportName } from './transports.ts'

/** Who meets whom. */
export interface Contention {
  readonly transport: TransportName
  readonly publishers: number
  readonly kills: number
  readonly seed: number
  /** An empty folder. */
  readonly folder: string
}

/** What came of it. */
export interface ContentionReport {
  readonly bare: string
  /** The ids of the source's commits, in their order. */
  readonly commits: readonly string[]
  readonly jobs: readonly Job[]
  /** The last word of each job, in the order of `jobs`. */
  readonly answers: readonly PublisherAnswer[]
  readonly kills: number
  readonly seconds: number
}

/**
 * Lets publishers go at one repository all at once and kills some of them, with all that they run, at moments of chance. One
 * that is killed is started again, as a pipeline does.
 */
export async function runContention(options: Contention): Promise<ContentionReport> {
  const jobs = makeJobs(options.publishers, options.seed)
  const world = await createWorld(options, jobs)
  const crowd = new Crowd(world)
  const over = new AbortController()
  const killAll = () => crowd.killAll()
  process.once('exit', killAll)
  try {
    const waiting = jobs.map((job) => crowd.start(job))
    await Promise.all(waiting.map(({ ready }) => ready))
    const begin = performance.now()
    const killing = killSome(crowd, options, over.signal)
    const answers = await Promise.all(jobs.map((job, index) => crowd.finish(job, waiting[index])))
    const seconds = (performance.now() - begin) / 1000
    over.abort()
    return { bare: world.bare, commits: world.commits, jobs, answers, kills: await killing, seconds }
  } finally {
    over.abort()
    killAll()
    process.off('exit', killAll)
    world.transport.close()
  }
}

/** The publishers that are there. */
class Crowd {
  /** Those that are at work. */
  readonly busy = new Set<Publisher>()
  readonly #all = new Set<Publisher>()
  readonly #world: World

  constructor(world: World) {
    this.#world = world
  }

  start(job: Job): Publisher {
    const { requestOf, transport } = this.#world
    const publisher = startPublisher(requestOf(job), { ...gitEnvironment, ...transport.env })
    this.#all.add(publisher)
    return publisher
  }

  /** Lets a publisher work, and another in its place whenever it is killed. */
  async finish(job: Job, first?: Publisher): Promise<PublisherAnswer> {
    for (let publisher = first ?? this.start(job); ; publisher = this.start(job)) {
      await publisher.ready
      this.busy.add(publisher)
      publisher.go()
      const answer = await publisher.answer
      this.busy.delete(publisher)
      this.#all.delete(publisher)
      if (answer) return answer
    }
  }

  killAll(): void {
    for (const publisher of this.#all) publisher.kill()
  }
}

/** Gives how many it has killed, which is as many as wanted unless all were done before. */
async function killSome(crowd: Crowd, { kills, seed }: Contention, over: AbortSignal): Promise<number> {
  const random = seededRandom(seed + 1)
  let done = 0
  while (done < kills && !over.aborted) {
    await delay(random() * 300)
    const victims = [...crowd.busy]
    const victim = victims[Math.floor(random() * victims.length)]
    if (!victim) continue
    crowd.busy.delete(victim)
    victim.kill()
    done += 1
  }
  return done
}
