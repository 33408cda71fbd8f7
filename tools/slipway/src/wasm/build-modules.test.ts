import { temporaryDirectory, writeFiles } from '@slipway/testing'
import { execa } from 'execa'
import { mkdir, readFile, symlink, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { buildModules, checkModules } from './build-modules.ts'

const root = path.resolve(import.meta.dirname, '../../../..')
const compiler = path.join(root, 'node_modules/assemblyscript')
const double = 'export function double(n: i32): i32 {\n  return n * 2\n}\n'

async function createProject(files: Record<string, string>): Promise<string> {
  const directory = await temporaryDirectory()
  await writeFiles(directory, { 'package.json': '{}', ...files })
  await mkdir(path.join(directory, 'node_modules'))
  await symlink(compiler, path.join(directory, 'node_modules/assemblyscript'))
  return directory
}

/** What an expression gives that sees the exports of the module in `file`. */
async function run(file: string, expression: string): Promise<string> {
  const code = `const { exports } = new WebAssembly.Instance(new WebAssembly.Module(readFileSync(process.argv[1])))
console.log(${expression})`
  const withImport = `import { readFileSync } from 'node:fs'\n${code}`
  const { stdout } = await execa(process.execPath, ['--input-type=module', '--eval', withImport, file])
  return stdout
}

describe('buildModules()', () => {
  it('writes a module that runs beside each kernel, the same bytes in any folder', async () => {
    const files = { 'src/a/double.as.ts': double, 'dist/old.as.ts': 'no code' }
    const [first, second] = [await createProject(files), await createProject(files)]
    expect(await buildModules(first)).toMatchObject([
      { kernel: 'src/a/double.as.ts', file: 'src/a/double.wasm', isCurrent: false },
    ])
    await buildModules(second)
    const bytes = await readFile(path.join(first, 'src/a/double.wasm'))
    expect(bytes).toEqual(await readFile(path.join(second, 'src/a/double.wasm')))
    expect(await run(path.join(first, 'src/a/double.wasm'), 'exports.double(21)')).toBe('42')
  })

  it('takes the options of an asconfig.json', async () => {
    const config = JSON.stringify({ options: { noExportMemory: true, runtime: 'stub', optimizeLevel: 3 } })
    const directory = await createProject({ 'double.as.ts': double, 'asconfig.json': config })
    await buildModules(directory)
    expect(await run(path.join(directory, 'double.wasm'), 'Object.keys(exports).join()')).toBe('double')
  })

  it('says where a kernel is wrong', async () => {
    const directory = await createProject({ 'src/double.as.ts': double.replace('n * 2', 'm * 2') })
    await expect(buildModules(directory)).rejects.toMatchObject({
      code: 'kernel-failed',
      problems: [{ file: 'src/double.as.ts', line: 2, column: 10 }],
    })
  })

  it('wants the compiler among the packages of the project', async () => {
    const directory = await temporaryDirectory()
    await writeFiles(directory, { 'package.json': '{}', 'double.as.ts': double })
    await expect(buildModules(directory)).rejects.toMatchObject({ code: 'no-compiler' })
  })
})

describe('checkModules()', () => {
  it('refuses a module that is missing or not what its kernel compiles to, and writes nothing', async () => {
    const directory = await createProject({ 'double.as.ts': double })
    await expect(checkModules(directory)).rejects.toMatchObject({ code: 'stale-module' })
    await buildModules(directory)
    expect(await checkModules(directory)).toMatchObject([{ isCurrent: true }])
    await writeFile(path.join(directory, 'double.wasm'), 'edited')
    await expect(checkModules(directory)).rejects.toMatchObject({ code: 'stale-module' })
    expect(await readFile(path.join(directory, 'double.wasm'), 'utf8')).toBe('edited')
  })

  it('finds the module of computation-service as its kernel compiles to', async () => {
    const [checked] = await checkModules(path.resolve(root, 'apps/computation-service'))
    expect(checked).toMatchObject({ file: 'src/fibonacci/fibonacci.wasm', isCurrent: true })
  })
})
