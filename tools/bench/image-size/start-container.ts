import { setTimeout } from 'node:timers/promises'
import { docker } from './docker.ts'

const pollMilliseconds = 5
const patience = 60_000

/** What to start: an image, the arguments of its entry point, and the port that it answers on. */
export interface Start {
  readonly image: string
  readonly args: readonly string[]
  readonly port: number
  readonly label: string
}

/** Milliseconds from `docker run` until `/health` answers 200. The container is removed afterwards. */
export async function timeToFirstAnswer(
  { image, args, port, label }: Start,
  signal: AbortSignal,
): Promise<number> {
  const options = ['--detach', `--label=${label}`, `--publish=127.0.0.1::${port}`]
  const start = performance.now()
  const container = await docker(['run', ...options, image, ...args], signal)
  try {
    const address = await docker(['port', container, `${port}/tcp`], signal)
    while (!(await isHealthy(`http://${address}/health`))) {
      if (performance.now() - start > patience)
        throw new Error(`Cannot measure "${image}": it does not answer`)
      await setTimeout(pollMilliseconds, undefined, { signal })
    }
    return performance.now() - start
  } finally {
    await docker(['rm', '--force', '--volumes', container])
  }
}

async function isHealthy(url: string): Promise<boolean> {
  try {
    const response = await fetch(url)
    await response.body?.cancel()
    return response.status === 200
  } catch {
    return false
  }
}
