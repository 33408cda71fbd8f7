import { mkdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'

import { temporaryDirectory, writeFiles } from '@slipway/testing'
import { describe, expect, it } from 'vitest'

import { diskEnvironment } from '../testing/disk-environment.ts'
import { runCommand } from './run-command.ts'

const text = '# head\nresources: [a.yaml]\n'

async function makeFolder(kustomization = text) {
  const root = await temporaryDirectory()
  await writeFiles(root, { 'app/kustomization.yaml': kustomization, 'app/a.yaml': '', 'app/b.yaml': '' })
  return {
    run: (...args: string[]) => runCommand(['edit', ...args], diskEnvironment(join(root, 'app'))),
    runAbove: (...args: string[]) => runCommand(['edit', ...args], diskEnvironment(root)),
    read: () => readFile(join(root, 'app/kustomization.yaml'), 'utf8'),
    root,
  }
}

const done = { stdout: '', stderr: '', exitCode: 0 }

describe('editCommand()', () => {
  it('edits the current folder', async () => {
    const { run, read } = await makeFolder()
    expect(await run('add', 'resource', '*.yaml')).toMatchObject({ exitCode: 0, stdout: '' })
    expect(await read()).toBe('# head\nresources: [a.yaml, b.yaml]\n')
  })

  it.each([
    ['-C', 'app', 'set', 'nameprefix', 'x-'],
    ['set', '-Capp', 'nameprefix', 'x-'],
    ['set', 'nameprefix', 'x-', '--directory=app'],
  ])('edits another folder with %s %s %s', async (...args) => {
    const { runAbove, read } = await makeFolder()
    expect(await runAbove(...args)).toEqual(done)
    expect(await read()).toBe(`${text}namePrefix: x-\n`)
  })

  it('prints what it would write, and writes nothing, with --dry-run', async () => {
    const { run, read } = await makeFolder()
    expect((await run('set', 'namesuffix', '--dry-run', '--', '-x')).stdout).toBe(`${text}nameSuffix: -x\n`)
    expect(await read()).toBe(text)
  })

  it('says on stderr what is no error', async () => {
    const { run } = await makeFolder()
    const { stderr, ...output } = await run('add', 'resource', 'a.yaml')
    expect(output).toEqual({ exitCode: 0, stdout: '' })
    expect(stderr).toContain('"a.yaml"')
  })

  it.each([
    ['add', 'resource'],
    ['add', 'resource', 'nope'],
    ['add', 'nope'],
    ['nope'],
    ['set', 'nameprefix', 'a', 'b'],
    ['set', 'nameprefix', '--nope', 'a'],
    ['set', 'image', 'a'],
    ['remove', 'label', 'a,'],
    ['add', 'patch', '--path', 'a', '--patch', 'b'],
    ['fix', '-C', '/there/is/no/such/folder'],
  ])('exits 1 and writes nothing for %s %s', async (...args) => {
    const { run, read } = await makeFolder()
    const output = await run(...args)
    expect(output).toMatchObject({ exitCode: 1, stdout: '' })
    expect(output.stderr).toMatch(/^Error: /)
    expect(await read()).toBe(text)
  })

  it('names the place of what is wrong in a kustomization', async () => {
    const { run, root } = await makeFolder('namespace: a\nresource: []\n')
    expect((await run('set', 'nameprefix', 'a')).stderr).toContain(`${root}/app/kustomization.yaml:2:1: `)
  })

  it.each([
    [[], 'kustomize-ts edit [command]'],
    [['add', '--help'], 'kustomize-ts edit add [command]'],
    [['set', 'image', '-h'], 'kustomize-ts edit set image '],
    [['fix', '--help'], 'kustomize-ts edit fix [flags]'],
  ])('prints help for %j', async (args, usage) => {
    const { run } = await makeFolder()
    const output = await run(...args)
    expect(output).toMatchObject({ exitCode: 0, stderr: '' })
    expect(output.stdout).toContain(`Usage:\n  ${usage}`)
  })

  it('lists the builtin plugins', async () => {
    const { run } = await makeFolder()
    expect((await run('alpha-list-builtin-plugin')).stdout).toMatch(
      /^Builtin plugins:\n\n \* ConfigMapGenerator\n/,
    )
  })

  it('warns when a fixed kustomization does not build', async () => {
    const { run, root, read } = await makeFolder('bases: # old\n- ../gone # gone\n')
    await mkdir(join(root, 'gone'))
    expect((await run('fix')).stdout).toMatch(/^Warning: /)
    expect(await read()).toMatch(/\nresources: # old\n- \.\.\/gone # gone\n$/)
  })
})
