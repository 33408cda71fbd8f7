// npm run bench:image-size: compressed size and time from `docker run` to the first 200, of the sample services' images by the oci
// builder, by their own Dockerfiles, and by a Dockerfile that copies everything.
//   node tools/bench/image-size/main.ts [--rounds 7]
import { importDockerSave, readImageSize, type ImageInLayout } from '@slipway/oci'
import { execa } from 'execa'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { nodeImage } from '@slipway/testing/docker/node-image'
import { readEnvironment } from '../../slipway/src/environment.ts'
import { bundleProject } from '../../slipway/src/image/bundle/bundle-project.ts'
import { loadIntoDocker } from '../../slipway/src/image/docker/load-into-docker.ts'
import { runDocker } from '../../slipway/src/image/docker/run-docker.ts'
import { makeImage } from '../../slipway/src/image/make-image.ts'
import { median } from '../figures/median.ts'
import { reportMeasurements, type Measurement } from '../targets/report-targets.ts'
import { withClone } from '../workspace-clone/clone-workspace.ts'
import { timeToFirstAnswer } from './start-container.ts'
import { buildDockerfile, buildNaively } from './usual-images.ts'

const { values } = parseArgs({ options: { rounds: { type: 'string', default: '7' } } })
const environment = readEnvironment(process.env)
const services = [
  { service: 'metadata-service', port: 3000 },
  { service: 'computation-service', port: 8080 },
]
const kinds = ['oci', 'dockerfile', 'naive'] as const
type Kind = (typeof kinds)[number]

await withClone(async (workspace) => {
  const node = await nodeImage()
  const measurements: Measurement[] = []
  for (const { service, port } of services) {
    const own = await buildOwn(workspace, service)
    const names: Record<Kind, string> = {
      oci: await loadIntoDocker(own),
      dockerfile: await buildDockerfile({ workspace, service, node }),
      naive: await buildNaively({ workspace, service, node }),
    }
    const sizes: Record<Kind, number> = {
      oci: await readImageSize(own),
      dockerfile: await saveAndMeasure(names.dockerfile, path.join(workspace, '../layout')),
      naive: await saveAndMeasure(names.naive, path.join(workspace, '../layout')),
    }
    measurements.push(...describe(service, sizes, await measureStarts(names, port)))
    await runDocker(['image', 'rm', '--force', ...Object.values(names)])
  }
  reportMeasurements(measurements)
})

async function buildOwn(workspace: string, service: string): Promise<ImageInLayout> {
  const root = `apps/${service}`
  await bundleProject(workspace, root)
  const { layout, digest } = await makeImage({ workspace, root, environment })
  return { layout: path.join(workspace, layout), digest } as ImageInLayout
}

async function saveAndMeasure(name: string, layout: string): Promise<number> {
  const saving = execa('docker', ['image', 'save', name], { buffer: false })
  const [image] = await Promise.all([importDockerSave(saving.stdout, layout), saving])
  return await readImageSize(image)
}

/** In turns, so that whatever else the machine does slows down all of them. */
async function measureStarts(names: Record<Kind, string>, port: number): Promise<Record<Kind, number>> {
  const found: Record<Kind, number[]> = { oci: [], dockerfile: [], naive: [] }
  for (let round = 0; round < Number(values.rounds); round += 1) {
    for (const kind of kinds) found[kind].push(await timeToFirstAnswer(names[kind], port))
  }
  return { oci: median(found.oci), dockerfile: median(found.dockerfile), naive: median(found.naive) }
}

function describe(service: string, sizes: Record<Kind, number>, starts: Record<Kind, number>): Measurement[] {
  const inMegabytes = (kind: Kind) => `${(sizes[kind] / 1_000_000).toFixed(1)} MB`
  const inMilliseconds = (kind: Kind) => `${Math.round(starts[kind])} ms`
  return [
    {
      what: `${service}, compressed`,
      target: 'smaller than by its Dockerfile',
      measured: `${inMegabytes('oci')} (Dockerfile ${inMegabytes('dockerfile')}, everything ${inMegabytes('naive')})`,
      met: sizes.oci < sizes.dockerfile,
    },
    {
      what: `${service}, docker run to the first 200`,
      target: 'sooner than by its Dockerfile',
      measured: `${inMilliseconds('oci')} (Dockerfile ${inMilliseconds('dockerfile')}, everything ${inMilliseconds('naive')})`,
      met: starts.oci < starts.dockerfile,
    },
  ]
}
