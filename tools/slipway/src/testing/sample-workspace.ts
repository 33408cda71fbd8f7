import { git, temporaryDirectory, writeFiles } from '@slipway/testing'
import path from 'node:path'

/** A digest of 64 equal digits. */
export function digestOf(digit: string): `sha256:${string}` {
  return `sha256:${digit.repeat(64)}`
}

const base = `example.test/base@${digestOf('b')}`

/**
 * The files of a workspace with the services `web` (uses `libs/kit`, which uses `koa`), `api` (uses neither) and
 * `static` (a Dockerfile of its own), and `release`, a Dockerfile that is built from the workspace's root.
 */
export const sampleFiles: Readonly<Record<string, string>> = {
  'package.json': json({
    name: '@acme/shop',
    workspaces: ['apps/*', 'libs/*'],
    devDependencies: { esbuild: '0.28.2' },
  }),
  'nx.json': json({ plugins: [{ plugin: 'slipway/plugin' }] }),
  'tsconfig.base.json': json({ compilerOptions: { strict: true } }),
  '.gitignore': 'node_modules/\ndist/\n',
  'package-lock.json': json({
    lockfileVersion: 3,
    packages: {
      '': { name: '@acme/shop', devDependencies: { esbuild: '0.28.2' } },
      'apps/api': { version: '1.0.0', dependencies: { left: '^1.0.0' } },
      'apps/release': { version: '1.0.0', dependencies: { '@acme/kit': '1.0.0' } },
      'apps/web': {
        version: '1.0.0',
        dependencies: { '@acme/kit': '1.0.0' },
        devDependencies: { tool: '^1.0.0' },
      },
      'libs/kit': { name: '@acme/kit', version: '1.0.0', dependencies: { koa: '^3.0.0' } },
      'node_modules/@acme/kit': { resolved: 'libs/kit', link: true },
      'node_modules/esbuild': { version: '0.28.2', integrity: 'sha512-esbuild', dev: true },
      'node_modules/koa': { version: '3.3.0', integrity: 'sha512-koa' },
      'node_modules/left': { version: '1.3.0', integrity: 'sha512-left' },
      'node_modules/tool': { version: '1.0.0', integrity: 'sha512-tool', dev: true },
    },
  }),
  'apps/web/package.json': json({
    name: 'web',
    type: 'module',
    dependencies: { '@acme/kit': '1.0.0' },
    devDependencies: { tool: '^1.0.0' },
    slipway: { port: 3000, builder: 'oci', base },
  }),
  'apps/web/README.md': '# web\n',
  'apps/web/src/main.ts': "import '@acme/kit'\n",
  'apps/web/src/main.test.ts': 'test()\n',
  'apps/web/tsconfig.json': json({ extends: '../../tsconfig.base.json', references: [] }),
  'apps/api/package.json': json({ name: '@acme/api', type: 'module', slipway: { port: 3001, base } }),
  'apps/api/src/main.ts': 'listen()\n',
  'apps/release/package.json': json({
    name: 'release',
    dependencies: { '@acme/kit': '1.0.0' },
    slipway: { builder: 'docker', context: '.' },
  }),
  'apps/release/Dockerfile': 'FROM scratch\nCOPY apps/release /app\n',
  'apps/release/main.ts': "import '@acme/kit'\n",
  'apps/static/project.json': json({ name: 'static' }),
  'apps/static/Dockerfile': 'FROM scratch\nCOPY . /\n',
  'apps/static/.dockerignore': '*.md\n',
  'apps/static/README.md': '# static\n',
  'apps/static/index.html': '<p>Hello\n',
  'libs/kit/package.json': json({ name: '@acme/kit', type: 'module', exports: { '.': './src/index.ts' } }),
  'libs/kit/src/index.ts': 'export {}\n',
}

/** Writes the sample workspace into a new folder and commits it on `main`. */
export async function createSampleWorkspace(): Promise<string> {
  const directory = path.join(await temporaryDirectory(), 'shop')
  await writeFiles(directory, sampleFiles)
  await git(directory, 'init', '--quiet', '--initial-branch=main')
  await commitAll(directory, 'Start')
  return directory
}

/** Commits everything in a work tree; gives the commit's id. */
export async function commitAll(directory: string, message: string): Promise<string> {
  await git(directory, 'add', '--all')
  await git(directory, 'commit', '--quiet', '--allow-empty', `--message=${message}`)
  return git(directory, 'rev-parse', 'HEAD')
}

function json(value: unknown): string {
  return `${JSON.stringify(value, undefined, 2)}\n`
}
