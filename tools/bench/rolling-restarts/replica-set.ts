import { startProcess, type BenchProcess } from '../processes/start-process.ts'
import { startBalancer, type Balancer } from './balancer.ts'
import type { Replica } from './replica.ts'

/** Processes of one service behind one balancer. */
export interface ReplicaSet {
  readonly url: string
  /** Exit codes of the processes that were replaced. */
  readonly exitCodes: readonly (number | null)[]
  /** Replaces every process, one after the other: the new one takes requests before the old one gets its SIGTERM. */
  restart(): Promise<void>
  end(): Promise<void>
}

export interface ReplicaSetOptions {
  readonly main: string
  readonly replicas: number
  readonly environment: Record<string, string>
  /** How often the balancer asks whether a replica is ready, in milliseconds. */
  readonly pollMs: number
}

interface Member {
  process: BenchProcess
  replica: Replica
}

/** Starts the processes and is done when all of them take requests. */
export async function startReplicaSet(options: ReplicaSetOptions): Promise<ReplicaSet> {
  const { main, replicas, environment, pollMs } = options
  const balancer = await startBalancer(pollMs)
  const exitCodes: (number | null)[] = []
  const starting = Array.from({ length: replicas }, () => start(main, environment, balancer))
  const members = await Promise.all(starting)

  async function end({ process, replica }: Member) {
    const code = await process.end('SIGTERM')
    balancer.remove(replica)
    return code
  }
  return {
    url: balancer.url,
    exitCodes,
    async restart() {
      for (const old of members.splice(0)) {
        members.push(await start(main, environment, balancer))
        exitCodes.push(await end(old))
      }
    },
    async end() {
      await Promise.all(members.map(end))
      balancer.close()
    },
  }
}

async function start(main: string, environment: Record<string, string>, balancer: Balancer): Promise<Member> {
  const process = await startProcess(main, { environment })
  return { process, replica: await balancer.add(process) }
}
