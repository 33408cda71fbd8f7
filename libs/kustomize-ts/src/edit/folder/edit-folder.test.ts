import { chmod, lstat, readFile, stat, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

import { readFiles, temporaryDirectory, writeFiles } from '@slipway/testing'
import { describe, expect, it } from 'vitest'

import { errorOf } from '../../testing/render.ts'
import { addBase, addConfigMap, addGenerator, addResource, setNamePrefix } from '../edit.ts'
import { editFolder } from './edit-folder.ts'

const text = 'resources: [a.yaml]\n'

async function makeFolder(files: Readonly<Record<string, string>> = {}): Promise<string> {
  const root = await temporaryDirectory()
  await writeFiles(root, { 'kustomization.yaml': text, 'a.yaml': '', 'b.yaml': '', '.c.yaml': '', ...files })
  return root
}

describe('editFolder()', () => {
  it('adds the files that a pattern means, but for the kustomization itself', async () => {
    const root = await makeFolder({ 'sub/d.yaml': '' })
    const { changed, notes } = editFolder(root, addResource(['*.yaml', '*/d.yaml', './b.yaml']))
    expect(await readFile(join(root, 'kustomization.yaml'), 'utf8')).toBe(
      'resources: [a.yaml, b.yaml, sub/d.yaml, ./b.yaml]\n',
    )
    expect([...changed.keys()]).toEqual([join(root, 'kustomization.yaml')])
    expect(notes).toHaveLength(1)
  })

  it('writes nothing, and leaves no file behind, when nothing changes or when it is only tried', async () => {
    const root = await makeFolder()
    const before = await stat(join(root, 'kustomization.yaml'))
    expect(editFolder(root, addResource(['a.yaml'])).changed.size).toBe(0)
    expect(editFolder(root, addResource(['b.yaml']), { dryRun: true }).changed.size).toBe(1)
    expect((await stat(join(root, 'kustomization.yaml'))).mtimeMs).toBe(before.mtimeMs)
    expect(Object.keys(await readFiles(root))).toHaveLength(4)
  })

  it('keeps the mode of the file, and a link to it', async () => {
    const root = await makeFolder({ 'real.yaml': text, 'app/b.yaml': '' })
    await chmod(join(root, 'real.yaml'), 0o640)
    await symlink('../real.yaml', join(root, 'app/kustomization.yml'))
    editFolder(join(root, 'app'), setNamePrefix('x-'))
    expect((await lstat(join(root, 'app/kustomization.yml'))).isSymbolicLink()).toBe(true)
    expect((await stat(join(root, 'real.yaml'))).mode & 0o777).toBe(0o640)
    expect(await readFile(join(root, 'real.yaml'), 'utf8')).toBe(`${text}namePrefix: x-\n`)
  })

  it('notes what matches nothing, where that is no error', async () => {
    const { changed, notes } = editFolder(await makeFolder(), addGenerator(['nope*']))
    expect([changed.size, notes.length]).toEqual([0, 1])
  })

  it.each([
    ['resource', addResource(['nope']), 'file-not-found'],
    ['URL', addResource(['https://example.com/a.yaml']), 'unsupported'],
    ['base', addBase(['nope']), 'folder-not-found'],
    ['env file', addConfigMap({ name: 'a', envFile: 'nope' }), 'file-not-found'],
    ['file outside', addConfigMap({ name: 'a', files: ['../../../../etc/passwd'] }), 'outside-root'],
    ['pattern', addResource(['[']), 'bad-argument'],
  ])('refuses a wrong %s, and writes nothing', async (_what, edit, code) => {
    const root = await makeFolder()
    expect(errorOf(() => editFolder(root, edit)).code).toBe(code)
    expect(await readFile(join(root, 'kustomization.yaml'), 'utf8')).toBe(text)
  })

  it('refuses a folder without a kustomization, with two, and a file that is not UTF-8', async () => {
    const root = await makeFolder({
      'none/a.yaml': '',
      'two/kustomization.yaml': '',
      'two/Kustomization': '',
    })
    await writeFiles(root, { 'latin/kustomization.yaml': '' })
    await writeFile(join(root, 'latin/kustomization.yaml'), Buffer.from([0x23, 0xe4, 0x0a]))
    const codes = ['nope', 'none', 'two', 'latin'].map(
      (name) => errorOf(() => editFolder(join(root, name), setNamePrefix('x'))).code,
    )
    expect(codes).toEqual([
      'folder-not-found',
      'kustomization-missing',
      'kustomization-several',
      'unreadable-file',
    ])
  })
})
