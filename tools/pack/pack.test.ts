import { git, readFiles, temporaryDirectory, writeFiles } from '@slipway/testing'
import { execa } from 'execa'
import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { packPackages } from './pack.ts'

const root = path.resolve(import.meta.dirname, '../..')
const nx = { NX_DAEMON: 'false', NX_ISOLATE_PLUGINS: 'false', CI: 'true' }

describe('the packed packages', () => {
  let workspace: string

  beforeAll(async () => {
    const directory = await temporaryDirectory()
    const tarballs = await packPackages(root, path.join(directory, 'packages'))
    workspace = path.join(directory, 'workspace')
    await writeFiles(workspace, await foreignWorkspace(tarballs))
    await execa('npm', ['install', '--prefer-offline', '--no-audit', '--loglevel=error'], { cwd: workspace })
    await git(workspace, 'init', '--quiet', '--initial-branch=main')
    await git(workspace, 'add', '--all')
    await git(workspace, 'commit', '--quiet', '--message=Start')
  }, 240_000)

  it('bring their code built, and none of the tests', async () => {
    const installed = Object.keys(await readFiles(path.join(workspace, 'node_modules/slipway')))
    expect(installed).toContain('dist/plugin.js')
    expect(installed.filter((file) => /\.test\.[jt]s$|(?<!\.d)\.ts$/.test(file))).toEqual([])
  })

  it('import the parts that travel along by their files, also those that are loaded when they are needed', async () => {
    const files = await readFiles(path.join(workspace, 'node_modules/slipway/dist'))
    const asking = Object.keys(files).filter(
      (file) =>
        file.endsWith('.js') &&
        !file.includes('/files/') &&
        /(from|import\() ?['"]@slipway\/(config-repo|git|oci)/.test(files[file] ?? ''),
    )
    expect(asking).toEqual([])
  })

  it('plug into another Nx workspace: a service is generated, found, rendered and made an image', async () => {
    const run = (...args: string[]) => execa('npx', ['nx', ...args], { cwd: workspace, env: nx, all: true })
    await run('generate', 'slipway:service', 'orders', '--base=local')
    const { stdout: projects } = await run('show', 'projects', '--json')
    expect(JSON.parse(projects)).toEqual(expect.arrayContaining(['orders', 'base/orders', 'staging/orders']))
    await run('run', 'orders:image')
    const result = JSON.parse(
      await readFile(path.join(workspace, 'dist/images/orders.json'), 'utf8'),
    ) as object
    expect(result).toMatchObject({ service: 'orders', image: 'registry.example/acme/orders', builder: 'oci' })
    const { stdout: manifest } = await execa('npx', ['slipway', 'render', 'staging/orders'], {
      cwd: workspace,
    })
    expect(manifest).toContain('kind: Deployment')
  }, 240_000)

  it('bring the command in a few files, of which each command loads what it needs', async () => {
    const here = { cwd: workspace, reject: false }
    const slipway = (...args: string[]) => execa('npx', ['slipway', ...args], here)
    const help = await slipway('--help')
    const names = [...help.stdout.matchAll(/^ {2}([a-z]+) .*/gm)].map(([, name = '']) => name)
    expect(names).toContain('publish')
    for (const name of names) expect(await slipway(name, '--help')).toMatchObject({ exitCode: 0 })
    // What is thrown in one file is told by another.
    expect(await slipway('render', 'staging/nobody')).toMatchObject({
      exitCode: 1,
      stderr: expect.stringMatching(/ \[no-overlay\]$/) as string,
    })
  })

  it('bring types, by which the compiler tells right uses of service-kit from wrong ones', async () => {
    await execa('npx', ['nx', 'generate', 'slipway:service', 'billing'], { cwd: workspace, env: nx })
    await writeFiles(workspace, { 'apps/billing/src/uses.ts': usesOfTypes })
    const files = ['app.ts', 'main.ts', 'uses.ts'].map((name) => `apps/billing/src/${name}`)
    const tsc = ['--noEmit', '--strict', '--skipLibCheck', '--target', 'es2024', '--module', 'nodenext']
    const more = ['--types', 'node', '--allowImportingTsExtensions', '--ignoreConfig']
    const compiler = path.join(root, 'node_modules/typescript/bin/tsc')
    const { all, exitCode } = await execa('node', [compiler, ...tsc, ...more, ...files], {
      cwd: workspace,
      all: true,
      reject: false,
    })
    expect({ all, exitCode }).toEqual({ all: '', exitCode: 0 })
  }, 240_000)

  it('bring the template of a front end, which is bundled there', async () => {
    const run = (...args: string[]) => execa('npx', ['nx', ...args], { cwd: workspace, env: nx, all: true })
    await run('generate', 'slipway:service', 'web', '--template=static', '--base=local', '--api=orders:3000')
    await run('run', 'web:build')
    const files = Object.keys(await readFiles(path.join(workspace, 'dist/apps/web')))
    expect(files).toEqual(
      expect.arrayContaining(['site/index.html', 'site/index.html.gz', 'server/nginx.conf']),
    )
  }, 240_000)
})

/** Right and wrong uses of service-kit: a type that came to nothing would accept the wrong ones. */
const usesOfTypes = `
import { endpoint } from '@slipway/service-kit'
import { openDownstream } from '@slipway/service-kit/downstream'
import { z } from 'zod'

const contract = { query: z.object({ n: z.int() }), responses: { 200: z.object({ twice: z.int() }) } }
export const right = endpoint(contract, (ctx, { query }) => ({ twice: query.n * 2 * Number(ctx.state.requestId) }))
// @ts-expect-error
export const wrongInput = endpoint(contract, (_, { query }) => ({ twice: query.m }))
// @ts-expect-error
export const wrongBody = endpoint(contract, () => ({ twice: 'a' }))
// @ts-expect-error
export const wrongContext = endpoint(contract, (ctx) => void ctx.state.nothing())
// @ts-expect-error
export const wrongCall = openDownstream(5)
`

/** Somebody else's Nx workspace, which installs the tarballs as it would the packages. */
async function foreignWorkspace(tarballs: readonly string[]): Promise<Record<string, string>> {
  const { devDependencies, optionalDependencies } = JSON.parse(
    await readFile(path.join(root, 'package.json'), 'utf8'),
  ) as Record<string, Record<string, string>>
  const tarball = (name: string): string =>
    `file:${tarballs.find((file) => path.basename(file).startsWith(name))}`
  const manifest = {
    name: 'acme',
    version: '1.0.0',
    private: true,
    type: 'module',
    workspaces: ['apps/*'],
    devDependencies: {
      'kustomize-ts': tarball('kustomize-ts'),
      '@nx/devkit': devDependencies?.['@nx/devkit'],
      nx: devDependencies?.['nx'],
      slipway: tarball('slipway-0'),
      '@slipway/service-kit': tarball('slipway-service-kit'),
    },
    optionalDependencies,
  }
  const nxJson = {
    analytics: false,
    plugins: [{ plugin: 'slipway/plugin', options: { configRepo: 'deploy' } }],
  }
  return {
    'package.json': JSON.stringify(manifest),
    'nx.json': JSON.stringify(nxJson),
    '.gitignore': 'node_modules\ndist\n.nx\n',
    'deploy/slipway.yaml': 'registry: registry.example/acme\nenvironments:\n  - name: staging\n',
  }
}
