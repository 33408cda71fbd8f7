import { describeWith, startRegistry, temporaryDirectory, writeFiles } from '@slipway/testing'
import { useBuildKit, useBuildx } from '@slipway/testing/docker'
import { randomUUID } from 'node:crypto'
import path from 'node:path'
import { afterAll, afterEach, beforeEach, expect, it, vi } from 'vitest'
import { BuiltImage, type Index, type Manifest } from '../../testing/built-image.ts'
import { testEnvironment } from '../../testing/test-environment.ts'
import type { Service } from '../../workspace/service.ts'
import { fetchBase } from '../base/base-image.ts'
import { buildWithDocker } from './build-with-docker.ts'
import { runDocker } from './run-docker.ts'

const repository = path.resolve(import.meta.dirname, '../../../../..')

// Of this run alone: where two runs build the same image, one of them takes it away from the other at its end.
const content = `Hello ${randomUUID()}\n`

const hello: Service = {
  name: 'hello-builders',
  root: 'apps/hello',
  port: undefined,
  kind: 'node',
  api: undefined,
  builder: 'docker',
  base: undefined,
  main: '',
  workers: [],
  dockerfile: 'apps/hello/Dockerfile',
  context: 'apps/hello',
  target: undefined,
  buildArgs: {},
  secrets: {},
  platforms: [],
  cache: undefined,
  attestations: [],
  inputs: [],
}

const stages = `FROM scratch AS first
ARG WORD=nothing
COPY hello /hello
LABEL word=\${WORD}
FROM first
LABEL stage=last
`

/** On this workspace's own base, whose only program is Node; what it runs writes into a layer. */
function running(script: string, mount = ''): string {
  return `ARG BASE_IMAGE=scratch\nFROM \${BASE_IMAGE}\nRUN ${mount} ["/usr/local/bin/node", "-e", ${JSON.stringify(script)}]\n`
}

async function build(dockerfile: string, options: Partial<Service> = {}): Promise<BuiltImage> {
  const workspace = await temporaryDirectory()
  await writeFiles(workspace, { 'apps/hello/Dockerfile': dockerfile, 'apps/hello/hello': content })
  const environment = { ...testEnvironment, hasVariable: (name: string) => process.env[name] !== undefined }
  const needsBase = dockerfile.includes('BASE_IMAGE')
  const local = { reference: 'local', digest: '' }
  const base = needsBase ? await fetchBase(local, { workspace: repository, environment }) : undefined
  const service = { ...hello, ...options }
  const layout = await temporaryDirectory()
  return new BuiltImage(await buildWithDocker({ workspace, environment, service, base, layout }))
}

function useEnvironment(variables: Record<string, string>): void {
  for (const [name, value] of Object.entries(variables)) vi.stubEnv(name, value)
}

const token = 'very-secret-token'
const mount = '--mount=type=secret,id=token,mode=0444'
const readsSecret = running(
  'fs.writeFileSync("/tmp/length", String(fs.readFileSync("/run/secrets/token").length))',
  mount,
)

/** Builds with a secret; gives how long it was for the Dockerfile, and whether the image holds it. */
async function buildSecretly(): Promise<{ length: string; leaked: boolean }> {
  vi.stubEnv('HELLO_TOKEN', token)
  const image = await build(readsSecret, { secrets: { token: 'HELLO_TOKEN' } })
  return { length: await image.file('tmp/length'), leaked: (await image.everything()).includes(token) }
}

const kept = { length: String(token.length), leaked: false }

afterEach(() => vi.unstubAllEnvs())

describeWith(['docker'], 'buildWithDocker() without buildx', () => {
  beforeEach(async () => vi.stubEnv('DOCKER_CONFIG', await temporaryDirectory()))
  afterAll(async () => void (await runDocker(['image', 'rm', '--force', 'slipway-build/hello-builders'])))

  it('gives build arguments, and makes the last stage or the one that is asked for', async () => {
    const last = await build(stages, { buildArgs: { WORD: 'two words' } })
    expect((await last.config()).config?.Labels).toEqual({ word: 'two words', stage: 'last' })
    const first = await build(stages, { target: 'first' })
    expect((await first.config()).config?.Labels).toEqual({ word: 'nothing' })
  })

  it.each([
    ['secrets', { secrets: { token: 'PATH' } }],
    ['platforms', { platforms: ['linux/amd64', 'linux/arm64'] }],
    ['cache', { cache: 'registry.test/cache' }],
    ['attestations', { attestations: ['provenance' as const] }],
  ])('refuses %s', async (option, options) => {
    const message = expect.stringContaining(`"${option}"`)
    await expect(build(stages, options)).rejects.toMatchObject({ code: 'no-buildkit', message })
  })
})

describeWith(['docker', 'buildx'], 'buildWithDocker() with buildx in the Docker engine', () => {
  beforeEach(async () => useEnvironment(await useBuildx()))
  afterAll(async () => void (await runDocker(['image', 'rm', '--force', 'slipway-build/hello-builders'])))

  it('gives build arguments, and makes the last stage or the one that is asked for', async () => {
    const last = await build(stages, { buildArgs: { WORD: 'two words' } })
    expect((await last.config()).config?.Labels).toEqual({ word: 'two words', stage: 'last' })
    const first = await build(stages, { target: 'first' })
    expect((await first.config()).config?.Labels).toEqual({ word: 'nothing' })
  })

  it('mounts a secret, which is nowhere in the image', async () => {
    expect(await buildSecretly()).toEqual(kept)
  })

  it('refuses a secret whose variable is not set, and names the variable alone', async () => {
    const building = build(readsSecret, { secrets: { token: 'HELLO_TOKEN' } })
    const message = expect.stringContaining('"HELLO_TOKEN"')
    await expect(building).rejects.toMatchObject({ code: 'no-secret', message })
  })

  it('refuses a chosen builder that is not there', async () => {
    vi.stubEnv('BUILDX_BUILDER', 'nobody')
    await expect(build(stages)).rejects.toMatchObject({ code: 'docker-failed' })
  })

  it.each([
    ['platforms', { platforms: ['linux/amd64', 'linux/arm64'] }],
    ['cache', { cache: 'registry.test/cache' }],
    ['attestations', { attestations: ['sbom' as const] }],
  ])('refuses %s', async (option, options) => {
    const message = expect.stringContaining(`"${option}"`)
    await expect(build(stages, options)).rejects.toMatchObject({ code: 'no-buildkit', message })
  })
})

describeWith(['docker', 'buildx', 'buildkit'], 'buildWithDocker() with a BuildKit daemon', () => {
  it('makes an image for several platforms, the same bytes in another daemon', async () => {
    const platforms = ['linux/amd64', 'linux/arm64']
    const dockerfile = 'FROM scratch\nARG TARGETARCH\nCOPY hello /hello-$TARGETARCH\n'
    useEnvironment(await useBuildKit())
    const image = await build(dockerfile, { platforms })
    const { manifests } = await image.read<Index>()
    const made = await Promise.all(manifests.map(({ digest }) => image.config(digest)))
    expect(made.map(({ architecture }) => architecture)).toEqual(['amd64', 'arm64'])
    useEnvironment(await useBuildKit())
    expect((await build(dockerfile, { platforms })).digest).toBe(image.digest)
  })

  it('builds on a base of this machine, with a secret that is nowhere in the image', async () => {
    useEnvironment(await useBuildKit())
    expect(await buildSecretly()).toEqual(kept)
  })

  it('attaches the provenance that BuildKit writes', async () => {
    useEnvironment(await useBuildKit())
    const image = await build(stages, { attestations: ['provenance'] })
    const { manifests } = await image.read<Index>()
    expect(manifests.map(({ platform }) => platform.architecture)).toEqual(['amd64', 'unknown'])
    const { layers } = await image.read<Manifest>(manifests[1]?.digest)
    const statement = await image.read<{ predicateType: string }>(layers[0]?.digest)
    expect(statement.predicateType).toMatch(/^https:\/\/slsa\.dev\/provenance\//)
  })
})

describeWith(
  ['docker', 'buildx', 'buildkit', 'registry'],
  'buildWithDocker() with a cache in a registry',
  () => {
    it('takes a step over that another daemon did', async () => {
      const { host } = await startRegistry()
      const cache = `${host}/team/hello:build-cache`
      const dockerfile = running('fs.writeFileSync("/tmp/random", crypto.randomUUID())')
      const digests = []
      for (const options of [{ cache }, { cache }, {}]) {
        useEnvironment(await useBuildKit())
        digests.push((await build(dockerfile, options)).digest)
      }
      expect(digests[1]).toBe(digests[0])
      expect(digests[2]).not.toBe(digests[0])
    })
  },
)
