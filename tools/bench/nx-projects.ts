// node tools/bench/nx-projects.ts: how long Nx takes to know 400 configuration projects, without and with its daemon.
import { execa } from 'execa'
import { spawnSync } from 'node:child_process'
import { mkdir, mkdtemp, open, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'

const root = path.resolve(import.meta.dirname, '../..')
const services = 100
const environments = ['dev', 'staging', 'production']
const rounds = 5

const directory = await mkdtemp(path.join(tmpdir(), 'slipway-bench-'))
try {
  await createWorkspace()
  const cold = await measure({ NX_DAEMON: 'false' }, forgetGraph)
  await showProjects({ NX_DAEMON: 'true' })
  const warm = await measure({ NX_DAEMON: 'true' })
  console.log(`nx show projects, ${services * (1 + environments.length)} configuration projects, ms`)
  console.log(`cold, no daemon, no graph cache: ${cold.join(' ')} (goal: under 2000)`)
  console.log(`with the daemon:                 ${warm.join(' ')} (goal: under 500)`)
} finally {
  await nx({ NX_DAEMON: 'true' }, 'daemon', '--stop')
  await rm(directory, { recursive: true, force: true, maxRetries: 5 })
}

async function createWorkspace(): Promise<void> {
  await write(
    'nx.json',
    JSON.stringify({ cacheDirectory: '.nx/cache', plugins: ['slipway/plugin'], analytics: false }),
  )
  await write('package.json', JSON.stringify({ name: 'workspace', private: true }))
  await write('.gitignore', 'node_modules\n.nx\n.nx-output\n')
  await write('.env', 'NX_USE_LOCAL=true\n')
  for (let index = 0; index < services; index += 1) {
    const service = `service-${index}`
    await write(`config-repo/base/${service}/kustomization.yaml`, baseOf(service))
    for (const environment of environments) {
      const file = `config-repo/overlays/${environment}/${service}/kustomization.yaml`
      await write(file, overlayOf(service, environment))
    }
  }
  await symlink(path.join(root, 'node_modules'), path.join(directory, 'node_modules'))
  await execa('git', ['init', '--quiet'], { cwd: directory })
}

function baseOf(service: string): string {
  return `resources:
  - deployment.yaml
  - service.yaml
labels:
  - pairs:
      app.kubernetes.io/name: ${service}
    includeSelectors: true
`
}

function overlayOf(service: string, environment: string): string {
  return `apiVersion: kustomize.config.k8s.io/v1beta1
kind: Kustomization
namespace: ${environment}
resources:
  - ../../../base/${service}
patches:
  - path: replicas.yaml
configMapGenerator:
  - name: ${service}-config
    literals:
      - APP_ENV=${environment}
      - LOG_LEVEL=info
images:
  - name: ${service}
    newName: ghcr.io/acme/${service}
    newTag: unreleased
`
}

async function write(name: string, text: string): Promise<void> {
  const file = path.join(directory, name)
  await mkdir(path.dirname(file), { recursive: true })
  await writeFile(file, text)
}

async function forgetGraph(): Promise<void> {
  await rm(path.join(directory, '.nx'), { recursive: true, force: true })
}

/** Milliseconds of each round, in order of size. */
async function measure(env: Record<string, string>, prepare?: () => Promise<void>): Promise<number[]> {
  const times: number[] = []
  for (let round = 0; round < rounds; round += 1) {
    await prepare?.()
    const start = performance.now()
    await showProjects(env)
    times.push(Math.round(performance.now() - start))
  }
  return times.toSorted((a, b) => a - b)
}

async function showProjects(env: Record<string, string>): Promise<void> {
  const stdout = await nx(env, 'show', 'projects')
  const found = stdout.split('\n').filter((line) => line !== '').length
  const wanted = services * (1 + environments.length)
  if (found !== wanted) throw new Error(`Cannot measure: wanted ${wanted} projects, found ${found}`)
}

/** Nx ends before a pipe has taken all of a long output: a file takes it at once. */
async function nx(variables: Record<string, string>, ...args: string[]): Promise<string> {
  const file = path.join(directory, '.nx-output')
  const output = await open(file, 'w')
  const program = path.join(root, 'node_modules/.bin/nx')
  const env = { ...process.env, ...variables }
  const stdio = ['ignore', output.fd, 'inherit'] as const
  const { status } = spawnSync(process.execPath, [program, ...args], {
    cwd: directory,
    env,
    stdio: [...stdio],
  })
  await output.close()
  if (status !== 0) throw new Error(`Cannot measure: nx ${args.join(' ')} ended with ${status}`)
  return readFile(file, 'utf8')
}
