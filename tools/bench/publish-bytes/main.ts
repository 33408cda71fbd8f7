// npm run bench:publish-bytes: what a publish of two services receives from a server over HTTP, counted on the connection.
//   node tools/bench/publish-bytes/main.ts [--files 100000]
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { reportMeasurements } from '../targets/report-targets.ts'
import { measureBytes } from './measure-bytes.ts'

const { values } = parseArgs({ options: { files: { type: 'string', default: '100000' } } })
const limit = 400_000
const folder = await mkdtemp(path.join(tmpdir(), 'slipway-bench-bytes-'))
try {
  const { files, servicesAnEnvironment, coldBytes, warmBytes } = await measureBytes(
    folder,
    Number(values.files),
  )
  const where = `${files} files, ${servicesAnEnvironment} services an environment`
  reportMeasurements(
    Object.entries({ cold: coldBytes, 'warm, after another commit': warmBytes }).map(([kind, bytes]) => ({
      what: `received, ${kind}: ${where}`,
      target: `under ${limit / 1000} KB`,
      measured: `${(bytes / 1000).toFixed(0)} KB`,
      met: bytes < limit,
    })),
  )
} finally {
  await rm(folder, { recursive: true, force: true, maxRetries: 5 })
}
