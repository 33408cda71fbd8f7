import { copyWorkspace, describeWith, git, writeFiles } from '@slipway/testing'
import path from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { testEnvironment } from '../testing/test-environment.ts'
import { bundleProject } from './bundle-project.ts'
import { loadIntoDocker } from './docker/load-into-docker.ts'
import { runDocker } from './docker/run-docker.ts'
import { makeImage } from './make-image.ts'
import type { ImageResult } from './result.ts'

const containers: string[] = []
const images: string[] = []

async function start(workspace: string, result: ImageResult, port: number): Promise<string> {
  const name = await loadIntoDocker({
    layout: path.join(workspace, result.layout),
    digest: result.digest as `sha256:${string}`,
  })
  images.push(name)
  const hardened = ['--read-only', '--cap-drop=ALL', '--security-opt=no-new-privileges']
  const container = await runDocker(['run', '--detach', `--publish=127.0.0.1::${port}`, ...hardened, name])
  containers.push(container)
  return `http://${await runDocker(['port', container, `${port}/tcp`])}`
}

async function ask(url: string): Promise<string> {
  return expect
    .poll(async () => (await fetch(url)).text(), { timeout: 60_000, interval: 50 })
    .toBe('{"status":"UP"}')
    .then(() => runDocker(['inspect', '--format={{.Config.User}}', containers.at(-1) ?? '']))
}

describeWith(['docker'], 'An image of either builder', () => {
  afterAll(async () => {
    for (const container of containers) await runDocker(['rm', '--force', container])
    for (const image of images) await runDocker(['image', 'rm', image])
  })

  it('starts with the oci builder, read-only and as nobody in particular, worker threads and all', async () => {
    const { directory } = await copyWorkspace()
    const root = 'apps/computation-service'
    await bundleProject(directory, root)
    const result = await makeImage({ workspace: directory, root, environment: testEnvironment })
    const url = await start(directory, result, 8080)
    expect(await ask(`${url}/health`)).toBe('65532:65532')
    expect(await (await fetch(`${url}/api/compute?n=10`)).json()).toMatchObject({ input: 10, result: 55 })
  }, 300_000)

  it('starts with the docker builder, from any Dockerfile', async () => {
    const { directory } = await copyWorkspace()
    await writeFiles(directory, {
      'apps/hello/project.json': JSON.stringify({
        name: 'hello',
        slipway: { port: 8080, builder: 'docker', base: 'local' },
      }),
      'apps/hello/main.js':
        'require("node:http").createServer((_, answer) => answer.end(`{"status":"UP"}`)).listen(8080)\n',
      'apps/hello/Dockerfile':
        'ARG BASE_IMAGE\nFROM ${BASE_IMAGE}\nWORKDIR /app\nCOPY main.js ./\nUSER 65532:65532\nCMD ["main.js"]\n',
    })
    await git(directory, 'add', '--all')
    const result = await makeImage({ workspace: directory, root: 'apps/hello', environment: testEnvironment })
    expect(result).toMatchObject({ service: 'hello', builder: 'docker', base: { reference: 'local' } })
    expect(await ask(`${await start(directory, result, 8080)}/health`)).toBe('65532:65532')
    await runDocker(['image', 'rm', 'slipway-build/hello'])
  }, 300_000)
})
