import {
  copyWorkspace,
  createBareRepository,
  describeWith,
  git,
  gitEnvironment,
  writeFiles,
  type WorkspaceCopy,
} from '@slipway/testing'
import { execa } from 'execa'
import { readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { runNx } from '../testing/run-nx.ts'

/** Nothing answers there: what is generated must not need a registry. */
const offline = { npm_config_registry: 'http://127.0.0.1:9', npm_config_fetch_retries: '0' }

describe('nx g slipway:service', { timeout: 300_000 }, () => {
  let workspace: WorkspaceCopy

  beforeAll(async () => {
    workspace = await copyWorkspace()
  }, 300_000)

  it('--dry-run tells what it would do, and changes nothing', async () => {
    const stdout = await nx(workspace, 'g', 'slipway:service', 'orders', '--dry-run')
    expect(stdout).toContain('CREATE apps/orders/src/main.ts')
    expect(await changes(workspace)).toEqual([])
  })

  it('makes a service that lints, type checks, passes its test and is a project, without a network', async () => {
    await nx(workspace, 'g', 'slipway:service', 'orders')
    expect(await changes(workspace)).toEqual([
      'M compose.yaml',
      'M package-lock.json',
      '?? apps/orders/',
      '?? config-repo/base/orders/',
      '?? config-repo/overlays/production/orders/',
      '?? config-repo/overlays/staging/orders/',
    ])
    await writeFiles(workspace.directory, {
      'tsconfig.orders.json': '{ "extends": "./tsconfig.json", "include": ["apps/orders/src"] }',
    })
    await run(workspace, 'tsc', '--noEmit', '--incremental', 'false', '--project', 'tsconfig.orders.json')
    await run(workspace, 'oxlint', '--deny-warnings', 'apps/orders')
    await run(workspace, 'oxfmt', '--check', 'apps/orders')
    await run(workspace, 'node', 'tools/arrows/main.ts')
    await nx(workspace, 'run', 'orders:test')
    const stdout = await nx(workspace, 'show', 'project', 'orders', '--json')
    expect(JSON.parse(stdout)).toMatchObject({
      root: 'apps/orders',
      targets: { image: {}, push: {}, build: {}, serve: {}, test: {}, lint: {} },
    })
  })

  it('refuses a name that is taken with one message, and changes nothing', async () => {
    await git(workspace.directory, 'add', '--all')
    await git(workspace.directory, 'commit', '--quiet', '--message=Add the service orders')
    const { status, stdout, stderr } = await runNx(workspace.directory, ['g', 'slipway:service', 'orders'])
    expect(status).toBe(1)
    expect(`${stdout}${stderr}`).toContain('Cannot create the service "orders"')
    expect(await changes(workspace)).toEqual([])
  })
})

describeWith(['nginx'], 'nx g slipway:service --template=static', () => {
  it('makes a front end that lints, passes its test, and goes the whole way to a publish', async () => {
    const workspace = await copyWorkspace()
    // The sample services go the same way in the demo: here only the front end is published.
    await git(workspace.directory, 'rm', '-r', '--quiet', 'config-repo/overlays/staging')
    await nx(workspace, 'g', 'slipway:service', 'web', '--template=static')
    await run(workspace, 'oxfmt', '--check', 'apps/web', 'config-repo', 'compose.yaml')
    await run(workspace, 'node', 'tools/arrows/main.ts')
    await git(workspace.directory, 'add', '--all')
    await git(workspace.directory, 'commit', '--quiet', '--message=Add the front end')
    await git(workspace.directory, 'push', '--quiet')
    const store = path.join(workspace.directory, '../store')
    const environment = { SLIPWAY_STORE: `oci:${store}` }
    const built = await runNx(
      workspace.directory,
      ['run-many', '--projects=web', '--targets=lint,test,push'],
      environment,
    )
    expect(built.status, `${built.stdout}${built.stderr}`).toBe(0)
    const { stdout } = await execa(
      path.join(workspace.directory, 'node_modules/.bin/slipway'),
      ['publish', '--env=staging', '--dry-run', '--json'],
      { cwd: workspace.directory, env: { ...environment, ...gitEnvironment } },
    )
    const result = JSON.parse(
      await readFile(path.join(workspace.directory, 'dist/images/web.json'), 'utf8'),
    ) as { digest: string }
    expect(stdout).toContain(result.digest)
  }, 600_000)
})

describe('nx g with a config repo behind a URL', { timeout: 300_000 }, () => {
  let workspace: WorkspaceCopy
  let elsewhere: string

  beforeAll(async () => {
    workspace = await copyWorkspace()
    elsewhere = await createBareRepository({
      'slipway.yaml': 'registry: ghcr.io/acme\nenvironments:\n  - name: staging\n',
      'base/billing/kustomization.yaml': '',
    })
    const file = path.join(workspace.directory, 'nx.json')
    const nxJson = JSON.parse(await readFile(file, 'utf8')) as { plugins: object[] }
    nxJson.plugins = [{ plugin: 'slipway/plugin', options: { configRepo: elsewhere } }]
    await writeFile(file, JSON.stringify(nxJson))
    await git(workspace.directory, 'commit', '--quiet', '--all', '--message=Configure elsewhere')
  }, 300_000)

  it('commits base and overlays there, as one commit, and nothing on --dry-run', async () => {
    const start = await git(elsewhere, 'rev-parse', 'main')
    const stdout = await nx(workspace, 'g', 'slipway:service', 'orders', '--dry-run')
    expect(stdout).toContain('COMMIT overlays/staging/orders/kustomization.yaml')
    expect(await git(elsewhere, 'rev-parse', 'main')).toBe(start)
    await nx(workspace, 'g', 'slipway:service', 'orders')
    expect(await git(elsewhere, 'log', '--format=%P %s', '-1', 'main')).toBe(
      `${start} Add the service orders`,
    )
    expect((await git(elsewhere, 'diff', '--name-only', start, 'main')).split('\n')).toEqual([
      'base/orders/deployment.yaml',
      'base/orders/kustomization.yaml',
      'base/orders/service.yaml',
      'overlays/staging/orders/kustomization.yaml',
      'overlays/staging/orders/replicas.yaml',
    ])
    expect((await changes(workspace)).filter((line) => line.includes('config-repo'))).toEqual([])
  })

  it('refuses a service that has a base there, and pushes nothing', async () => {
    const before = await git(elsewhere, 'rev-parse', 'main')
    const { status } = await runNx(workspace.directory, ['g', 'slipway:service', 'billing'])
    expect(status).toBe(1)
    expect(await git(elsewhere, 'rev-parse', 'main')).toBe(before)
  })

  it('adds an environment there', async () => {
    await nx(workspace, 'g', 'slipway:environment', 'eu', '--from=staging')
    expect(await git(elsewhere, 'show', 'main:overlays/eu/orders/kustomization.yaml')).toContain(
      'namespace: eu\n',
    )
    expect(await git(elsewhere, 'show', 'main:slipway.yaml')).toMatch(/- name: staging\n {2}- name: eu\n/)
  })
})

async function nx({ directory }: WorkspaceCopy, ...args: string[]): Promise<string> {
  const { status, stdout, stderr } = await runNx(directory, args, offline)
  expect(status, `${stdout}${stderr}`).toBe(0)
  return stdout
}

async function run({ directory }: WorkspaceCopy, program: string, ...args: string[]): Promise<void> {
  await execa(path.join(directory, 'node_modules/.bin', program), args, { cwd: directory })
}

async function changes({ directory }: WorkspaceCopy): Promise<string[]> {
  const status = await git(directory, 'status', '--porcelain')
  return status.split('\n').flatMap((line) => (line === '' ? [] : [line.trim()]))
}
