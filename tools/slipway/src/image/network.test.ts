import { copyWorkspace, describeWith, git } from '@slipway/testing'
import {
  docker,
  Network,
  RestrictedContainer,
  Wait,
  type StartedNetwork,
  type StartedTestContainer,
} from '@slipway/testing/docker'
import path from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { runNx } from '../testing/run-nx.ts'
import { testEnvironment } from '../testing/test-environment.ts'
import { bundleProject } from './bundle-project.ts'
import { loadIntoDocker } from './docker/load-into-docker.ts'
import { makeImage } from './make-image.ts'

/** How a service is started on the network. */
interface Start {
  readonly port: number
  readonly environment?: Record<string, string>
  /** Processors that it may use. */
  readonly cpus?: number
}

describeWith(['docker', 'nginx'], 'the images of a front end and both services on one network', () => {
  const started = new Map<string, StartedTestContainer>()
  const images: string[] = []
  let directory: string
  let network: StartedNetwork

  async function build(name: string): Promise<string> {
    await bundleProject(directory, `apps/${name}`)
    const result = await makeImage({
      workspace: directory,
      root: `apps/${name}`,
      environment: testEnvironment,
    })
    const digest = result.digest as `sha256:${string}`
    const image = await loadIntoDocker({ layout: path.join(directory, result.layout), digest })
    images.push(image)
    return image
  }

  async function start(name: string, { port, environment = {}, cpus = 2 }: Start): Promise<void> {
    const container = await new RestrictedContainer(await build(name))
      .withNetwork(network)
      .withNetworkAliases(name)
      .withExposedPorts(port)
      .withEnvironment(environment)
      .withTmpFs({ '/tmp': 'rw' })
      .withResourcesQuota({ cpu: cpus })
      .withWaitStrategy(Wait.forHttp('/ready', port))
      .start()
    started.set(name, container)
  }

  function ask(route: string): Promise<Response> {
    const web = started.get('web')
    return fetch(`http://127.0.0.1:${web?.getFirstMappedPort()}${route}`)
  }

  beforeAll(async () => {
    directory = (await copyWorkspace()).directory
    const { status, stderr } = await runNx(directory, [
      'g',
      'slipway:service',
      'web',
      '--template=static',
      '--port=8000',
    ])
    if (status !== 0) throw new Error(stderr)
    await git(directory, 'add', '--all')
    network = await new Network().start()
    // One processor means one worker, so that requests queue behind a slow one.
    await start('computation-service', { port: 8080, cpus: 1, environment: { LOG_LEVEL: 'debug' } })
    const environment = { COMPUTATION_SERVICE_URL: 'http://computation-service:8080' }
    await start('metadata-service', { port: 3000, environment })
    await start('web', { port: 8000 })
  }, 600_000)

  afterAll(async () => {
    for (const container of started.values()) await container.stop()
    await network.stop()
    for (const image of new Set(images)) await docker('image', 'rm', '--force', image)
  })

  it('serve the page, and what it asks for through the BFF', async () => {
    const page = await ask('/')
    expect([page.status, page.headers.get('Content-Type')]).toEqual([200, 'text/html; charset=utf-8'])
    const metadata = await ask('/api/metadata')
    expect(await metadata.json()).toMatchObject({
      userInfo: { name: 'Alice' },
      productInfo: { id: 'prod-456' },
    })
    expect(await (await ask('/api/compute?n=20')).json()).toMatchObject({ input: 20, result: 6765 })
  })

  it('run as a number, read-only, without a capability, and the process is the first of its container', async () => {
    for (const [name, container] of started) {
      const format = '{{.Config.User}} {{.HostConfig.ReadonlyRootfs}} {{.HostConfig.CapDrop}} {{.State.Pid}}'
      const [user, readOnly, dropped, pid] = (
        await docker('inspect', '--format', format, container.getId())
      ).split(' ')
      expect([user, readOnly, dropped]).toEqual(['65532:65532', 'true', '[ALL]'])
      const program = await docker('top', container.getId(), '-o', 'pid,args')
      const first = program.split('\n').find((line) => line.trim().startsWith(`${pid} `))
      expect(first).toMatch(name === 'web' ? /nginx/ : /node/)
    }
  })

  it('have no shell', async () => {
    for (const container of started.values()) {
      const running = docker('exec', container.getId(), '/bin/sh', '-c', 'true')
      await expect(running).rejects.toMatchObject({ stdout: expect.stringMatching(/no such file/) })
    }
  })

  it('finish what they work on when they are told to stop, and exit with 0', async () => {
    const answers = Promise.all(Array.from({ length: 4 }, async () => await ask('/api/compute?n=40')))
    const computation = started.get('computation-service')?.getId() ?? ''
    const begun = async () => (await docker('logs', computation)).match(/"n":40/g)?.length
    await expect.poll(begun, { timeout: 60_000 }).toBe(4)
    const ids = [...started.values()].map((container) => container.getId())
    await docker('stop', '--time=60', ...ids)
    expect((await answers).map(({ status }) => status)).toEqual([200, 200, 200, 200])
    for (const id of ids) expect(await docker('inspect', '--format', '{{.State.ExitCode}}', id)).toBe('0')
  }, 600_000)
})
