import { openRepository } from '@slipway/git'
import { writeFiles } from '@slipway/testing'
import { version as bundler } from 'esbuild'
import { chmod, rm, symlink } from 'node:fs/promises'
import path from 'node:path'
import { beforeEach, describe, expect, it } from 'vitest'
import { commitAll, createSampleWorkspace, sampleFiles } from '../testing/sample-workspace.ts'
import { openSourceTree } from '../workspace/source-tree.ts'
import { affectedImages } from './affected-images.ts'

interface Lockfile {
  packages: Record<string, { version?: string; integrity?: string; dependencies?: Record<string, string> }>
}

type Packages = Lockfile['packages']

const koa = { version: '3.3.0', integrity: 'sha512-koa' }

/** The sample's lockfile: `web` needs `left` as well, which nothing imports. */
function lockWith(more: Packages = {}): string {
  const lock = JSON.parse(sampleFiles['package-lock.json'] ?? '') as Lockfile
  const { 'apps/web': web, 'node_modules/esbuild': esbuild } = lock.packages
  const needs = { ...web, dependencies: { ...web?.dependencies, left: '1' } }
  const own = { 'apps/web': needs, 'node_modules/esbuild': { ...esbuild, version: bundler } }
  return JSON.stringify({ ...lock, packages: { ...lock.packages, ...own, ...more } })
}

const files = {
  'package-lock.json': lockWith(),
  'config/compile.json': '{ "compilerOptions": {} }',
  'apps/web/tsconfig.json': '{ "extends": "../../config/compile.json" }',
  'apps/web/src/main.ts':
    "import { kit } from '@acme/kit'\nclass Box {\n  kit = kit\n}\nconsole.log(new Box())\n",
  'apps/web/src/unused.ts': 'export {}\n',
  'libs/kit/src/index.ts': "import koa from 'koa'\nexport const kit: string = koa()\n",
}

const installed = {
  'node_modules/.package-lock.json': lockWith(),
  'node_modules/koa/package.json': '{ "name": "koa" }',
  'node_modules/koa/index.js': 'module.exports = () => 1\n',
}

describe('affectedImages()', () => {
  let directory: string
  beforeEach(async () => {
    directory = await createSampleWorkspace()
    await writeFiles(directory, { ...files, ...installed })
    await commitAll(directory, 'Use koa')
  })

  /** What the work tree reaches against the last commit: names of images, and reasons. */
  async function affected(): Promise<Record<string, readonly string[]>> {
    const repository = await openRepository(directory)
    await using now = await repository.workTree()
    const before = await openSourceTree(repository, 'HEAD')
    const items = await affectedImages(before, await openSourceTree(now.repository, now.tree), directory)
    return Object.fromEntries(items.map(({ name, reasons }) => [name, reasons]))
  }

  it.each<[what: string, edits: Record<string, string>, names: string[]]>([
    ['code', { 'apps/web/src/main.ts': 'console.log(2)\n' }, ['web']],
    ['code of a library', { 'libs/kit/src/index.ts': 'export const kit = 1\n' }, ['release', 'web']],
    ['a comment', { 'apps/web/src/main.ts': `// more\n${files['apps/web/src/main.ts']}` }, []],
    ['a type', { 'apps/web/src/main.ts': `${files['apps/web/src/main.ts']}export type More = 1\n` }, []],
    ['an export that nobody imports', { 'apps/web/src/unused.ts': 'export const more = process.pid\n' }, []],
    ['a module that nobody imports', { 'apps/web/src/more.ts': 'console.log(1)\n' }, []],
    ['an option of the compiler that changes code', optionsOf({ useDefineForClassFields: false }), ['web']],
    ['an option of the compiler that changes none', optionsOf({ strict: true }), []],
    ['what kind of modules a package has', kitOf('commonjs'), ['release', 'web']],
    // Docker may copy any file.
    ['a comment in what a Dockerfile may copy', { 'apps/release/main.ts': '// more\n' }, ['release']],
    ['what a bundle cannot be made of', { 'apps/web/src/main.ts': 'import "./nowhere.ts"\n' }, ['web']],
  ])('names the images that %s reaches, and no others', async (_, edits, names) => {
    await writeFiles(directory, edits)
    expect(Object.keys(await affected())).toEqual(names)
  })

  it('names none for a file of a bundle that may be executed now', async () => {
    await chmod(path.join(directory, 'apps/web/src/main.ts'), 0o755)
    expect(await affected()).toEqual({})
  })

  it('takes another version of a package for a difference when the bundle asks for it', async () => {
    const left = { version: '1.4.0', integrity: 'sha512-next' }
    await writeFiles(directory, { 'package-lock.json': lockWith({ 'node_modules/left': left }) })
    expect(Object.keys(await affected())).toEqual([])
    const next = { ...koa, integrity: 'sha512-next' }
    await writeFiles(directory, { 'package-lock.json': lockWith({ 'node_modules/koa': next }) })
    expect(Object.keys(await affected())).toEqual(['release', 'web'])
  })

  it('takes another place of a package for a difference, as a bundle names its modules by their places', async () => {
    await writeFiles(directory, { 'package-lock.json': lockWith({ 'libs/kit/node_modules/koa': koa }) })
    expect(await affected()).toEqual({ web: ['libs/kit/node_modules/koa', 'node_modules/koa'] })
  })

  it.each<[what: string, edits: Record<string, string>]>([
    [
      'has other packages',
      { 'node_modules/.package-lock.json': lockWith({ 'node_modules/koa': { version: '1.0.0' } }) },
    ],
    ['has no packages', { 'node_modules/.package-lock.json': '{ "packages": {} }' }],
    [
      'has another bundler',
      { 'package-lock.json': lockWith({ 'node_modules/esbuild': { version: '0.1.0' } }) },
    ],
  ])('goes by the inputs where a workspace %s', async (_, edits) => {
    await writeFiles(directory, edits)
    await commitAll(directory, 'Have others')
    await writeFiles(directory, { 'apps/web/src/main.ts': `// more\n${files['apps/web/src/main.ts']}` })
    expect(Object.keys(await affected())).toContain('web')
  })

  it('goes by the inputs where a link is among them', async () => {
    await symlink('main.ts', path.join(directory, 'apps/web/src/link.ts'))
    expect(await affected()).toEqual({ web: ['apps/web/src/link.ts'] })
  })

  it('counts the files that the option "inputs" names byte for byte', async () => {
    const manifest = JSON.parse(sampleFiles['apps/api/package.json'] ?? '') as { slipway: object }
    const slipway = { ...manifest.slipway, inputs: ['patches'] }
    const api = { 'apps/api/package.json': JSON.stringify({ ...manifest, slipway }) }
    await writeFiles(directory, { ...api, 'patches/left.patch': 'one\n' })
    await commitAll(directory, 'Patch')
    await writeFiles(directory, { 'patches/left.patch': 'two\n' })
    expect(await affected()).toEqual({ api: ['patches/left.patch'] })
  })

  it('names a service that can no longer be bundled', async () => {
    await rm(path.join(directory, 'libs/kit/src/index.ts'))
    expect(Object.keys(await affected())).toEqual(['release', 'web'])
  })
})

/** Node and bundlers read what they import from CommonJS in another way then. */
function kitOf(type: string): Record<string, string> {
  const manifest = JSON.parse(sampleFiles['libs/kit/package.json'] ?? '') as object
  return { 'libs/kit/package.json': JSON.stringify({ ...manifest, type }) }
}

function optionsOf(compilerOptions: object): Record<string, string> {
  return { 'config/compile.json': JSON.stringify({ compilerOptions }) }
}
