import { describeWith } from '@slipway/testing'
import {
  buildImage,
  docker,
  Network,
  RestrictedContainer,
  Wait,
  type StartedNetwork,
  type StartedTestContainer,
} from '@slipway/testing/docker'
import path from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'

const workspace = path.resolve(import.meta.dirname, '../../../..')

describeWith(['docker'], 'the images of both Dockerfiles', () => {
  const started: StartedTestContainer[] = []
  const images: Record<string, string> = {}
  let network: StartedNetwork
  let url: string

  async function start(name: string, port: number, environment: Record<string, string> = {}) {
    images[name] = await buildImage({ context: workspace, dockerfile: `apps/${name}/Dockerfile` })
    const container = await new RestrictedContainer(images[name])
      .withNetwork(network)
      .withNetworkAliases(name)
      .withExposedPorts(port)
      .withEnvironment(environment)
      .withWaitStrategy(Wait.forHttp('/ready', port))
      .start()
    started.push(container)
    return container
  }

  beforeAll(async () => {
    network = await new Network().start()
    await start('computation-service', 8080)
    const bff = await start('metadata-service', 3000, {
      COMPUTATION_SERVICE_URL: 'http://computation-service:8080',
    })
    url = `http://${bff.getHost()}:${bff.getMappedPort(3000)}`
  }, 300_000)

  afterAll(async () => {
    for (const container of started) await container.stop()
    await network.stop()
  }, 300_000)

  it('answer /api/metadata', async () => {
    const response = await fetch(`${url}/api/metadata`)
    expect(response.status).toBe(200)
    expect(await response.json()).toEqual({
      userInfo: { id: 'user-123', name: 'Alice' },
      productInfo: { id: 'prod-456', price: 99.99 },
      aggregatedAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/),
    })
  })

  it('answer /api/compute through the BFF', async () => {
    const response = await fetch(`${url}/api/compute?n=%2B20`)
    expect(response.status).toBe(200)
    expect(await response.json()).toEqual({ input: 20, result: 6765, durationMs: expect.any(Number) })
  })

  it('pass a refusal through the BFF as it is', async () => {
    const response = await fetch(`${url}/api/compute?n=41`)
    expect(response.status).toBe(400)
    expect(response.headers.get('Content-Type')).toMatch(/^text\/plain/)
    expect(await response.text()).toBe("Invalid 'n'. Must be an integer between 0 and 40.\n")
  })

  it('work on a read-only root file system', async () => {
    for (const container of started) {
      const format = '{{.HostConfig.ReadonlyRootfs}} {{.HostConfig.CapDrop}}'
      expect(await docker('inspect', '--format', format, container.getId())).toBe('true [ALL]')
    }
  })

  it.each(['metadata-service', 'computation-service'])(
    '%s runs as a numeric user, not as root',
    async (name) => {
      expect(await docker('image', 'inspect', '--format', '{{.Config.User}}', images[name]!)).toBe(
        '65532:65532',
      )
    },
  )

  it('stop in peace within the time that Docker gives them', async () => {
    for (const container of started) {
      const id = container.getId()
      await docker('stop', id)
      expect(await docker('inspect', '--format', '{{.State.ExitCode}}', id)).toBe('0')
    }
  }, 300_000)
})
