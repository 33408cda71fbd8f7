import { git, temporaryDirectory, writeFiles } from '@slipway/testing'
import { execa } from 'execa'
import { cp, mkdir, readdir, readFile, symlink } from 'node:fs/promises'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { commitAll, createSampleWorkspace, sampleFiles } from '../../testing/sample-workspace.ts'
import { bundleProject } from '../bundle-project.ts'

const installed = {
  'node_modules/koa/package.json': '{ "name": "koa", "version": "3.3.0" }',
  'node_modules/koa/index.js': 'try { require("colors") } catch { exports.plain = true }',
  'node_modules/colors/package.json': '{ "name": "colors", "version": "1.0.0" }',
  'node_modules/colors/index.js': 'console.log("colors")',
  'libs/kit/src/index.ts': 'import koa from "koa"\nexport const plain: boolean = koa.plain\n',
  'apps/web/src/main.ts':
    "import { plain } from '@acme/kit'\nconst __dirname = 'mine'\nconsole.log(plain, __dirname)\n",
}

async function createWorkspace(files: Record<string, string> = {}): Promise<string> {
  const directory = await createSampleWorkspace()
  await writeFiles(directory, { ...installed, ...files })
  await mkdir(path.join(directory, 'node_modules/@acme'))
  await symlink('../../libs/kit', path.join(directory, 'node_modules/@acme/kit'))
  return directory
}

async function bundleWeb(directory: string): Promise<string> {
  await bundleProject(directory, 'apps/web')
  return readFile(path.join(directory, 'dist/apps/web/main.js'), 'utf8')
}

/** The sample's lockfile with another entry for koa. */
function lockWith(koa: object): string {
  const lock = JSON.parse(sampleFiles['package-lock.json'] ?? '') as { packages: Record<string, object> }
  lock.packages['node_modules/koa'] = { ...lock.packages['node_modules/koa'], ...koa }
  return JSON.stringify(lock)
}

describe('bundleService()', () => {
  it('gives a bundle that runs alone, without what nobody declared', async () => {
    const directory = await createWorkspace()
    expect(await bundleProject(directory, 'apps/web')).toEqual(['main.js'])
    // Where no node_modules lies above it.
    const alone = await temporaryDirectory()
    await cp(path.join(directory, 'dist/apps/web'), alone, { recursive: true })
    const { stdout } = await execa(process.execPath, ['main.js'], { cwd: alone })
    expect(stdout).toBe('true mine')
  })

  it('gives the same bytes in another folder', async () => {
    expect(await bundleWeb(await createWorkspace())).toBe(await bundleWeb(await createWorkspace()))
  })

  it('bundles each worker under its own name', async () => {
    const manifest = JSON.stringify({ name: '@acme/api', slipway: { workers: ['src/sum/sum.worker.ts'] } })
    const directory = await createWorkspace({
      'apps/api/package.json': manifest,
      'apps/api/src/sum/sum.worker.ts': '',
    })
    expect(await bundleProject(directory, 'apps/api')).toEqual(['main.js', 'sum.worker.js'])
  })

  it('brings the WebAssembly that a worker refers to by URL', async () => {
    const module = '\0asm\u0001\0\0\0'
    const directory = await createWorkspace({
      'apps/api/src/main.ts': "import './sum/sum.ts'\n",
      'apps/api/src/sum/sum.ts': `import { readFileSync } from 'node:fs'
const file = new URL("../kernel/sum.wasm", import.meta.url)
console.log(readFileSync(new URL('../kernel/sum.wasm', import.meta.url)).equals(readFileSync(file)), readFileSync(file).length)
`,
      'apps/api/src/kernel/sum.wasm': module,
    })
    await bundleProject(directory, 'apps/api')
    const alone = await temporaryDirectory()
    await cp(path.join(directory, 'dist/apps/api'), alone, { recursive: true })
    expect((await readdir(alone)).toSorted()).toEqual(['main.js', 'package.json', 'sum.wasm'])
    const { stdout } = await execa(process.execPath, ['main.js'], { cwd: alone })
    expect(stdout).toBe('true 8')
    await writeFiles(directory, { 'apps/api/.gitignore': '*.wasm\n' })
    await expect(bundleProject(directory, 'apps/api')).rejects.toMatchObject({ code: 'uncovered-input' })
  })

  it.each([
    ['a package that is no production dependency', "import 'colors'"],
    ['a whole package.json', "import '../package.json'"],
    ['a test', "import './main.test.ts'"],
    ['a file of another package', "import '../../static/page.ts'"],
  ])('refuses to take in %s, which the inputs hash does not know', async (_, code) => {
    const others = { 'apps/static/page.ts': '', 'apps/api/src/main.test.ts': '' }
    const directory = await createWorkspace({ ...others, 'apps/api/src/main.ts': `${code}\n` })
    await expect(bundleProject(directory, 'apps/api')).rejects.toMatchObject({ code: 'uncovered-input' })
  })

  it.each([
    ['node-gyp', { 'binding.gyp': '{}' }],
    ['prebuilt code', { 'prebuilds/linux-x64/addon.node': '' }],
    ['napi-rs', { 'package.json': '{ "name": "koa", "version": "3.3.0", "napi": { "name": "koa" } }' }],
    ['a package for one processor', { 'package.json': '{ "name": "koa", "cpu": ["x64"] }' }],
  ])('refuses native code, which no bundle can take along: %s', async (_what, files) => {
    const native = Object.entries(files).map(([name, text]) => [`node_modules/koa/${name}`, text])
    const directory = await createWorkspace(Object.fromEntries(native) as Record<string, string>)
    const message = expect.stringContaining('"node_modules/koa"') as string
    await expect(bundleProject(directory, 'apps/web')).rejects.toMatchObject({ code: 'native-code', message })
  })

  it('leaves native code out that a package does without', async () => {
    const koa = { name: 'koa', version: '3.3.0', optionalDependencies: { left: '1' } }
    const directory = await createWorkspace({
      'package-lock.json': lockWith(koa),
      'node_modules/koa/package.json': JSON.stringify(koa),
      'node_modules/koa/index.js': 'try { require("left") } catch { exports.plain = true }',
      'node_modules/left/package.json': '{ "name": "left", "version": "1.3.0", "gypfile": true }',
      'node_modules/left/index.js': 'console.log("left")',
    })
    expect(await bundleWeb(directory)).not.toContain('console.log("left")')
  })

  it('refuses what Git ignores', async () => {
    const directory = await createWorkspace({
      'apps/api/.gitignore': 'generated.ts\n',
      'apps/api/src/generated.ts': '',
    })
    await writeFiles(directory, { 'apps/api/src/main.ts': "import './generated.ts'\n" })
    await expect(bundleProject(directory, 'apps/api')).rejects.toMatchObject({ code: 'uncovered-input' })
  })

  it('takes what the option inputs names', async () => {
    const manifest = JSON.stringify({ name: '@acme/api', slipway: { inputs: ['apps/static/page.ts'] } })
    const directory = await createWorkspace({ 'apps/static/page.ts': '', 'apps/api/package.json': manifest })
    await writeFiles(directory, { 'apps/api/src/main.ts': "import '../../static/page.ts'\n" })
    expect(await bundleProject(directory, 'apps/api')).toEqual(['main.js'])
  })

  it('says where the source is wrong', async () => {
    const directory = await createWorkspace({ 'apps/api/src/main.ts': 'const a = 1\nconst a = 2\n' })
    await expect(bundleProject(directory, 'apps/api')).rejects.toMatchObject({
      code: 'bundle-failed',
      problems: [{ file: 'apps/api/src/main.ts', line: 2, column: 7 }],
    })
  })

  it('refuses a missing entry point, and two that would get one name', async () => {
    const directory = await createWorkspace()
    await git(directory, 'rm', '--quiet', '--force', 'apps/api/src/main.ts')
    await commitAll(directory, 'No entry point')
    await expect(bundleProject(directory, 'apps/api')).rejects.toMatchObject({ code: 'no-main' })
    const twins = JSON.stringify({ name: 'web', slipway: { workers: ['src/worker/main.ts'] } })
    await writeFiles(directory, { 'apps/web/package.json': twins, 'apps/web/src/worker/main.ts': '' })
    await expect(bundleProject(directory, 'apps/web')).rejects.toMatchObject({ code: 'invalid-options' })
  })
})
