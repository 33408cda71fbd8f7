import { describeWith } from '@slipway/testing'
import {
  docker,
  Network,
  nodeImage,
  RestrictedContainer,
  Wait,
  type StartedNetwork,
  type StartedTestContainer,
} from '@slipway/testing/docker'
import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { bundleSample, createSite, siteRoot } from '../../testing/site.ts'
import { testEnvironment } from '../../testing/test-environment.ts'
import { loadIntoDocker } from '../docker/load-into-docker.ts'
import { makeImage } from '../make-image.ts'

const repository = path.resolve(import.meta.dirname, '../../../../..')

/** Bytes that a machine downloads: nginx, the libraries that it needs (OpenSSL is most of it), and the site. */
const largest = 5_000_000

interface Manifest {
  layers: { size: number }[]
}

describeWith(['docker', 'nginx'], 'the image of a front end', () => {
  const started: StartedTestContainer[] = []
  let manifest: Manifest
  let image: string
  let network: StartedNetwork
  let front: StartedTestContainer
  let url: string

  async function start(container: RestrictedContainer, name: string, port: number) {
    const running = await container
      .withNetwork(network)
      .withNetworkAliases(name)
      .withExposedPorts(port)
      .withWaitStrategy(Wait.forHttp('/ready', port))
      .start()
    started.push(running)
    return running
  }

  /** A sample service, from its source: as the names are in the image's own configuration. */
  async function startSample(name: string, port: number, environment: Record<string, string>) {
    const container = new RestrictedContainer(await nodeImage())
      .withBindMounts([{ source: repository, target: '/app', mode: 'ro' }])
      .withEnvironment({ PORT: String(port), ...environment })
      .withCommand([`/app/apps/${name}/src/main.ts`])
    return start(container, environment['ALIAS'] ?? name, port)
  }

  beforeAll(async () => {
    const directory = await createSite()
    await bundleSample(directory)
    const result = await makeImage({ workspace: directory, root: siteRoot, environment: testEnvironment })
    const [layout, digest] = [path.join(directory, result.layout), result.digest as `sha256:${string}`]
    const blob = path.join(layout, 'blobs/sha256', digest.slice('sha256:'.length))
    manifest = JSON.parse(await readFile(blob, 'utf8')) as Manifest
    image = await loadIntoDocker({ layout, digest })
    network = await new Network().start()
    await startSample('computation-service', 8080, {})
    await startSample('metadata-service', 3000, {
      ALIAS: 'bff',
      COMPUTATION_SERVICE_URL: 'http://computation-service:8080',
    })
    front = await start(new RestrictedContainer(image).withTmpFs({ '/tmp': 'mode=1777' }), 'web', 8080)
    url = `http://${front.getHost()}:${front.getMappedPort(8080)}`
  }, 300_000)

  afterAll(async () => {
    for (const container of started.toReversed()) await container.stop()
    await network.stop()
    await docker('image', 'rm', '--force', image)
  }, 300_000)

  it(`is smaller than ${largest / 1_000_000} MB`, () => {
    expect(manifest.layers.reduce((sum, { size }) => sum + size, 0)).toBeLessThan(largest)
  })

  it('serves the page, and behind it both services, whose names it asks Docker for', async () => {
    expect(await (await fetch(`${url}/orders/42`)).text()).toContain('<title>web</title>')
    const metadata = await fetch(`${url}/api/metadata`)
    expect(await metadata.json()).toMatchObject({ userInfo: { name: 'Alice' } })
    expect(await (await fetch(`${url}/api/compute?n=20`)).json()).toMatchObject({ result: 6765 })
  })

  it('runs as nobody in particular on a read-only root file system, nginx as the first process', async () => {
    const format =
      '{{.Config.User}} {{.HostConfig.ReadonlyRootfs}} {{.HostConfig.CapDrop}} {{.Config.StopSignal}} {{.Path}}'
    expect(await docker('inspect', '--format', format, front.getId())).toBe(
      '65532:65532 true [ALL] SIGQUIT /usr/sbin/nginx',
    )
    const { output } = await front.exec(['/bin/sh', '-c', 'true'])
    expect(output).toMatch(/no such file/)
  })

  it('writes its log to the standard output', async () => {
    await fetch(`${url}/about`, { headers: { 'X-Request-Id': 'logged' } })
    await expect
      .poll(() => docker('logs', front.getId()), { timeout: 30_000 })
      .toMatch(/"requestId":"logged".*"path":"\/about","status":200/)
  })

  it('stops in peace when Docker asks it to', async () => {
    await docker('stop', front.getId())
    expect(await docker('inspect', '--format', '{{.State.ExitCode}}', front.getId())).toBe('0')
  })
})
