// npm run bench:image-build: from a one-line edit of a generated service to the digest of its image, and what a push uploads.
//   node tools/bench/image-build/main.ts [--rounds 9]
import { openStore, type ImageInLayout, type PushReport } from '@slipway/oci'
import { execa } from 'execa'
import { appendFile } from 'node:fs/promises'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { readEnvironment } from '../../slipway/src/environment.ts'
import { bundleProject } from '../../slipway/src/image/bundle-project.ts'
import { makeImage } from '../../slipway/src/image/make-image.ts'
import { readResult } from '../../slipway/src/image/result-files.ts'
import { median } from '../figures/median.ts'
import { reportMeasurements } from '../targets/report-targets.ts'
import { withClone } from '../workspace-clone/clone-workspace.ts'

const { values } = parseArgs({ options: { rounds: { type: 'string', default: '9' } } })
const environment = readEnvironment(process.env)
const [service, root] = ['orders', 'apps/orders']
const goal = 2000

await withClone(async (workspace) => {
  await nx(workspace, 'g', 'slipway:service', service)
  // What the first build alone pays: the base, the graph of projects, the daemon.
  await nx(workspace, 'image', service)
  const store = openStore(`oci:${path.join(workspace, '../store')}`)
  await push()
  const [builder, command, pushes]: [number[], number[], PushReport[]] = [[], [], []]
  try {
    for (let round = 0; round < Number(values.rounds); round += 1) {
      await edit(`builder ${round}`)
      builder.push(await time(build))
      pushes.push(await push())
      await edit(`command ${round}`)
      command.push(await time(() => nx(workspace, 'image', service)))
      pushes.push(await push())
    }
  } finally {
    await nx(workspace, 'daemon', '--stop')
  }
  report(builder, command, pushes)

  async function edit(line: string): Promise<void> {
    await appendFile(path.join(workspace, root, 'src/main.ts'), `console.error(${JSON.stringify(line)})\n`)
  }

  async function build(): Promise<void> {
    await bundleProject(workspace, root)
    await makeImage({ workspace, root, environment })
  }

  async function push(): Promise<PushReport> {
    const { layout, digest } = await readResult(workspace, service)
    const image = { layout: path.join(workspace, layout), digest } as ImageInLayout
    return await store.push(image, `bench/${service}`, ['latest'])
  }
})

async function nx(cwd: string, ...args: string[]): Promise<void> {
  // In a container Nx goes without its daemon unless it is told, which is not how somebody works who edits.
  const env = { NX_DAEMON: 'true' }
  await execa('npx', ['nx', ...args], { cwd, env, stdio: ['ignore', 'ignore', 'inherit'] })
}

async function time(action: () => Promise<void>): Promise<number> {
  const start = performance.now()
  await action()
  return performance.now() - start
}

function report(builder: number[], command: number[], pushes: readonly PushReport[]): void {
  const uploads = pushes.map(({ uploaded }) => uploaded.length)
  const bytes = median(pushes.map(({ uploaded }) => uploaded.reduce((sum, { size }) => sum + size, 0)))
  const kept = median(pushes.map(({ skipped }) => skipped.length))
  reportMeasurements([
    timed('edit to digest, the builder alone', builder),
    timed(`edit to digest, npx nx image ${service}`, command),
    {
      what: 'uploaded after an edit',
      target: 'layer, config, manifest',
      measured: `${Math.max(...uploads)} (${Math.round(bytes / 1000)} KB), ${kept} there already`,
      met: Math.max(...uploads) === 3,
    },
  ])
}

function timed(what: string, milliseconds: readonly number[]) {
  const middle = median(milliseconds)
  return { what, target: `under ${goal} ms`, measured: `${Math.round(middle)} ms`, met: middle < goal }
}
