import { setTimeout } from 'node:timers/promises'
import { runDocker } from '../../slipway/src/image/docker/run-docker.ts'

const pollMilliseconds = 5
const patience = 60_000

/** Milliseconds from `docker run` until `/health` answers 200. The container is removed afterwards. */
export async function timeToFirstAnswer(image: string, port: number): Promise<number> {
  const start = performance.now()
  const container = await runDocker(['run', '--detach', `--publish=127.0.0.1::${port}`, image])
  try {
    const address = await runDocker(['port', container, `${port}/tcp`])
    while (!(await isHealthy(`http://${address}/health`))) {
      if (performance.now() - start > patience)
        throw new Error(`Cannot measure "${image}": it does not answer`)
      await setTimeout(pollMilliseconds)
    }
    return performance.now() - start
  } finally {
    await runDocker(['rm', '--force', container])
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
