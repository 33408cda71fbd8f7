// npm run fuzz:openapi -- --examples 300 --seed 1: requests made up from the services' own documents, against real processes.
import { fuzzApi } from '@slipway/testing/openapi'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { startProcess } from '../processes/start-process.ts'
import { reportMeasurements, type Measurement } from '../targets/report-targets.ts'

const { values } = parseArgs({
  options: { examples: { type: 'string', default: '300' }, seed: { type: 'string', default: '1' } },
})
const root = path.resolve(import.meta.dirname, '../../..')
// A deadline that passes on a busy machine is an error by right.
const checked = { CHECK_RESPONSES: 'true', POOL_DEADLINE_MS: '60000' }

async function fuzz(file: string, environment: Record<string, string> = {}): Promise<Measurement> {
  const service = await startProcess(path.join(root, file), { environment: { ...checked, ...environment } })
  const options = { examples: Number(values.examples), seed: Number(values.seed) }
  const { requests, problems } = await fuzzApi(service.url, options)
  process.stdout.write(problems)
  const code = await service.end()
  return {
    what: file,
    target: 'nothing found',
    measured: `${problems === '' ? 'nothing' : 'something'} found by ${requests} requests, exit ${code}`,
    met: problems === '' && code === 0,
  }
}

const computation = 'apps/computation-service/src/main.ts'
const behind = await startProcess(path.join(root, computation), { environment: checked })
const measurements = [
  await fuzz('libs/service-kit/src/fixtures/shop.ts'),
  await fuzz('libs/service-kit/src/example/main.ts'),
  await fuzz('apps/metadata-service/src/main.ts', { COMPUTATION_SERVICE_URL: behind.url }),
  await fuzz(computation),
]
await behind.end()
reportMeasurements(measurements)
