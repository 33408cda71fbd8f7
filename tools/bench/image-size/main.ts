// npm run bench:image-size: compressed size and time from `docker run` to the first 200, of the sample services' images by the oci
// builder, by their own Dockerfiles, and by a Dockerfile that copies everything.
//   node tools/bench/image-size/main.ts [--rounds 7]
import { parseArgs } from 'node:util'
import { nodeImage } from '@slipway/testing/docker/node-image'
import { readEnvironment } from '../../slipway/src/environment.ts'
import { untilInterrupted } from '../interruption/until-interrupted.ts'
import { median } from '../figures/median.ts'
import { reportMeasurements, type Measurement } from '../targets/report-targets.ts'
import { withClone } from '../workspace-clone/clone-workspace.ts'
import { compressedSize } from './compressed-size.ts'
import { buildDockerfile, buildNaively, buildOwn, removeImages, type Making } from './images.ts'
import { timeToFirstAnswer, type Start } from './start-container.ts'

const { values } = parseArgs({ options: { rounds: { type: 'string', default: '7' } } })
const services = [
  { service: 'metadata-service', port: 3000 },
  { service: 'computation-service', port: 8080 },
] as const
type Kind = 'oci' | 'dockerfile' | 'naive'

interface Candidate extends Start {
  readonly service: string
  readonly kind: Kind
  readonly size: number
  readonly starts: number[]
}

const repository = `slipway-bench-size-${process.pid}`

await untilInterrupted(async (signal) => {
  await withClone(async (workspace) => {
    const environment = readEnvironment(process.env)
    try {
      const making = { workspace, environment, node: await nodeImage(), repository, signal }
      const candidates = await makeCandidates(making)
      await measureStarts(candidates, signal)
      reportMeasurements(services.flatMap(({ service }) => describe(service, candidates)))
    } finally {
      await removeImages(repository)
    }
  })
})

async function makeCandidates(making: Making): Promise<Candidate[]> {
  const candidates: Candidate[] = []
  for (const place of services) {
    candidates.push(await measure(place, 'oci', await buildOwn(place.service, making)))
    candidates.push(await measure(place, 'dockerfile', await buildDockerfile(place.service, making)))
  }
  // Last, as it brings an ignore file of its own into the workspace.
  const naive = await measure(services[0], 'naive', await buildNaively(making))
  const started = services.map((place) => ({
    ...naive,
    ...place,
    args: [`apps/${place.service}/src/main.ts`],
    starts: [],
  }))
  return [...candidates, ...started]

  async function measure(place: (typeof services)[number], kind: Kind, image: string): Promise<Candidate> {
    const size = await compressedSize(image, making.signal)
    return { ...place, kind, image, args: [], label: repository, size, starts: [] }
  }
}

/** In turns, so that whatever else the machine does slows down all of them. */
async function measureStarts(candidates: readonly Candidate[], signal: AbortSignal): Promise<void> {
  for (let round = 0; round < Number(values.rounds); round += 1) {
    for (const candidate of candidates) candidate.starts.push(await timeToFirstAnswer(candidate, signal))
  }
}

function describe(service: string, candidates: readonly Candidate[]): Measurement[] {
  return [
    compare(`${service}, compressed`, 'smaller', (kind) => {
      const { size } = find(kind)
      return [size, `${(size / 1_000_000).toFixed(1)} MB`]
    }),
    compare(`${service}, docker run to the first 200`, 'sooner', (kind) => {
      const start = median(find(kind).starts)
      return [start, `${Math.round(start)} ms`]
    }),
  ]

  function find(kind: Kind): Candidate {
    const found = candidates.find((one) => one.service === service && one.kind === kind)
    if (found) return found
    throw new Error(`Nothing was made of "${service}" as "${kind}"`)
  }
}

function compare(
  what: string,
  better: string,
  measure: (kind: Kind) => [value: number, text: string],
): Measurement {
  const [oci, dockerfile, naive] = [measure('oci'), measure('dockerfile'), measure('naive')]
  return {
    what,
    target: `${better} than by its Dockerfile`,
    measured: `${oci[1]} (Dockerfile ${dockerfile[1]}, everything ${naive[1]})`,
    met: oci[0] < dockerfile[0],
  }
}
