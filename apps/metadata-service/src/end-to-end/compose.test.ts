import { describeWith, temporaryDirectory } from '@slipway/testing'
import { composeProject, docker, type ComposeProject } from '@slipway/testing/docker'
import { cp, readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { beforeAll, expect, it } from 'vitest'

const workspace = path.resolve(import.meta.dirname, '../../../..')
const parts = [
  'apps',
  'libs/service-kit',
  'package.json',
  'package-lock.json',
  'compose.yaml',
  '.dockerignore',
]

/** What a build copies, at a place where a test may edit it. */
async function copyParts(): Promise<string> {
  const directory = await temporaryDirectory()
  for (const part of parts) {
    await cp(path.join(workspace, part), path.join(directory, part), {
      recursive: true,
      filter: (file) => !/\/(node_modules|dist)$/.test(file),
    })
  }
  return directory
}

describeWith(['docker', 'compose'], 'docker compose', () => {
  let directory: string
  let project: ComposeProject

  beforeAll(async () => {
    directory = await copyParts()
    project = await composeProject(directory, {
      METADATA_SERVICE_PORT: '0',
      COMPUTATION_SERVICE_PORT: '0',
      // Engines before 28 look up the user of a copied file by its name.
      SERVICE_USER: 'nobody',
    })
    await project.run('up', '--build', '--detach', '--wait')
  }, 300_000)

  async function ask(service: string, port: number, target: string) {
    const response = await fetch((await project.url(service, port)) + target)
    return (await response.json()) as Record<string, unknown>
  }

  async function inspect(service: string) {
    const id = await project.run('ps', '--quiet', service)
    return JSON.parse(await docker('inspect', '--format', '{{json .}}', id))
  }

  it('up --build --wait starts both services, healthy', async () => {
    for (const service of ['metadata-service', 'computation-service']) {
      expect((await inspect(service)).State.Health.Status).toBe('healthy')
    }
    expect(await ask('computation-service', 8080, '/api/compute?n=10')).toMatchObject({ result: 55 })
    expect(await ask('metadata-service', 3000, '/api/compute?n=10')).toMatchObject({ result: 55 })
    expect(await ask('metadata-service', 3000, '/api/metadata')).toMatchObject({
      userInfo: { name: 'Alice' },
    })
  })

  it('up starts the BFF when the compute service is healthy, not before', async () => {
    const { State: compute } = await inspect('computation-service')
    const { State: bff } = await inspect('metadata-service')
    const healthy = compute.Health.Log.find((check: { ExitCode: number }) => check.ExitCode === 0)
    expect(Date.parse(bff.StartedAt)).toBeGreaterThanOrEqual(Date.parse(healthy.End))
  })

  it('up gives the services no capability and no way to one', async () => {
    for (const service of ['metadata-service', 'computation-service']) {
      const { HostConfig } = await inspect(service)
      expect([HostConfig.CapDrop, HostConfig.SecurityOpt]).toEqual([['ALL'], ['no-new-privileges:true']])
    }
  })

  it('watch brings an edit into the running container and starts it again', async () => {
    const before = await inspect('metadata-service')
    await project.watch()
    const file = path.join(directory, 'apps/metadata-service/src/metadata/sources.ts')
    await writeFile(file, (await readFile(file, 'utf8')).replace('Alice', 'Grace'))
    await expect
      .poll(() => ask('metadata-service', 3000, '/api/metadata').catch(String), {
        timeout: 120_000,
        interval: 500,
      })
      .toMatchObject({ userInfo: { name: 'Grace' } })
    const after = await inspect('metadata-service')
    expect(after.Id).toBe(before.Id)
    expect(after.State.StartedAt).not.toBe(before.State.StartedAt)
  }, 180_000)
})
