import { fork } from 'node:child_process'
import { once } from 'node:events'
import path from 'node:path'
import type { Crowd, CrowdSizes } from './crowd.ts'

/** What a crowd saw. */
export interface CrowdReport {
  readonly endings: Crowd['endings']
  /** Idle connections that were still open when it was sent away. */
  readonly idle: number
}

/** Sends the crowd away. */
export type SendAway = () => Promise<CrowdReport>

/** Gathers a crowd in a process of its own, so that it does not slow down the client that is measured. */
export async function startCrowd(port: number, sizes: CrowdSizes): Promise<SendAway> {
  const child = fork(path.join(import.meta.dirname, 'crowd-process.ts'), [JSON.stringify([port, sizes])])
  const failed = once(child, 'exit').then(([code]) => {
    throw new Error(`Cannot gather the crowd: its process ended with ${String(code)}`)
  })
  await Promise.race([once(child, 'message'), failed])
  return async () => {
    const reported = once(child, 'message') as Promise<[CrowdReport]>
    child.send('leave')
    const [report] = await Promise.race([reported, failed])
    return report
  }
}
