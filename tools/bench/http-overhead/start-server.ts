import { fork } from 'node:child_process'
import { once } from 'node:events'
import { open } from 'node:fs/promises'
import path from 'node:path'

/** A server of this benchmark in a process of its own. */
export interface BenchServer {
  readonly name: string
  readonly port: number
  /** Microseconds of processor time that the process has spent. */
  cpu(): Promise<number>
  end(): Promise<void>
}

/** Starts one of the files beside this one; what it logs goes into a real file in `directory`. */
export async function startServer(name: string, directory: string): Promise<BenchServer> {
  const log = await open(path.join(directory, `${name}.log`), 'w')
  const child = fork(path.join(import.meta.dirname, `${name}.ts`), {
    env: { NODE_ENV: 'production' },
    stdio: ['ignore', log.fd, 'inherit', 'ipc'],
  })
  const exited = once(child, 'exit')
  const kill = () => child.kill('SIGKILL')
  process.once('exit', kill)
  const failed = exited.then(([code]) => Promise.reject(new Error(`${name} ended with ${String(code)}`)))
  const [{ port }] = (await Promise.race([once(child, 'message'), failed])) as [{ port: number }]
  failed.catch(() => undefined)
  return {
    name,
    port,
    async cpu() {
      child.send({})
      const [{ cpu }] = (await once(child, 'message')) as [{ cpu: number }]
      return cpu
    },
    async end() {
      kill()
      await exited
      process.off('exit', kill)
      await log.close()
    },
  }
}
