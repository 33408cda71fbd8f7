import { execa } from 'execa'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { BenchProcess } from '../processes/start-process.ts'
import { startWithLogFile } from '../processes/start-with-log-file.ts'

const computation = path.resolve(import.meta.dirname, '../../../apps/computation-service/src/main.ts')
const source = path.join(import.meta.dirname, 'go-service')

/** Both services, listening; `end` stops them and leaves nothing behind. */
export interface BothServices {
  readonly own: BenchProcess
  readonly go: BenchProcess
  end(): Promise<void>
}

/** Starts computation-service from its source, and the service in Go, built with the Go of this machine. */
export async function startBoth(): Promise<BothServices> {
  const folder = await mkdtemp(path.join(tmpdir(), 'slipway-bench-'))
  const program = path.join(folder, 'fibonacci')
  // Without a stamp of the repository, which Go would ask Git for.
  await execa('go', ['build', '-C', source, '-buildvcs=false', '-o', program, '.'], { timeout: 300_000 })
  const go = await startWithLogFile({ command: [program], logFile: path.join(folder, 'go.log') })
  const own = await startWithLogFile({
    command: [process.execPath, computation],
    logFile: path.join(folder, 'own.log'),
  })
  return {
    own,
    go,
    async end() {
      await Promise.all([own.end(), go.end()])
      await rm(folder, { recursive: true })
    },
  }
}
