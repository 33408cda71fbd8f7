import { openRepository } from '@slipway/git'
import { git, temporaryDirectory, writeFiles } from '@slipway/testing'
import { randomUUID } from 'node:crypto'
import { lstat, readdir, readFile, readlink, symlink } from 'node:fs/promises'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import type { PackageLock } from '../../workspace/lockfile/package-lock.ts'
import { openSourceTree, type GitTree } from '../../workspace/source-tree.ts'
import { copyWorkspace } from './workspace-copy.ts'

async function commit(files: Record<string, string>): Promise<{ directory: string; tree: GitTree }> {
  const directory = path.join(await temporaryDirectory(), 'shop')
  await writeFiles(directory, files)
  await symlink('/etc/hostname', path.join(directory, 'link'))
  await git(directory, 'init', '--quiet')
  await git(directory, 'add', '--all', '--force')
  await git(directory, 'commit', '--quiet', '--message=Start')
  return { directory, tree: await openSourceTree(await openRepository(directory), 'HEAD') }
}

describe('copyWorkspace()', () => {
  it('writes the files of a tree as Git has them, and links packages to those that are installed and to its own', async () => {
    const { directory, tree } = await commit({
      'libs/kit/module.wasm': '\0\u0001',
      'node_modules/left/x.js': '',
    })
    await using copy = await copyWorkspace(tree, lockOf({ 'node_modules/left': {}, ...linked }), directory)
    expect(await copy.add(['libs/kit/module.wasm'])).toBe(true)
    expect(await readFile(path.join(copy.root, 'node_modules/@acme/kit/module.wasm'))).toEqual(
      Buffer.from([0, 1]),
    )
    expect(await readlink(path.join(copy.root, 'node_modules/left'))).toBe(
      path.join(directory, 'node_modules/left'),
    )
  })

  it('takes neither links nor what lies in node_modules, which would be written through a link', async () => {
    const { directory, tree } = await commit({ 'node_modules/left/x.js': 'committed' })
    await writeFiles(directory, { 'node_modules/left/x.js': 'installed' })
    await using copy = await copyWorkspace(tree, lockOf({ 'node_modules/left': {} }), directory)
    expect(await copy.add(['link'])).toBe(false)
    expect(await copy.add(['node_modules/left/x.js'])).toBe(false)
    expect(await copy.add(['nowhere'])).toBe(false)
    expect(await readFile(path.join(directory, 'node_modules/left/x.js'), 'utf8')).toBe('installed')
  })

  it('makes no link outside of its folder, and none to there, whatever a lockfile says', async () => {
    const { directory, tree } = await commit({ file: '' })
    // Of its own, as what another run left behind is none of this one.
    const name = `left-${randomUUID()}`
    const places = {
      [`../node_modules/${name}`]: {},
      [`/tmp/node_modules/${name}`]: {},
      [`a/../../node_modules/${name}`]: {},
    }
    const targets = { 'node_modules/out': { link: true, resolved: '../../etc' } }
    await using copy = await copyWorkspace(tree, lockOf({ ...places, ...targets, ...linked }), directory)
    expect(await readdir(path.join(copy.root, 'node_modules'))).toEqual(['@acme'])
    await expect(lstat(path.join(copy.root, '../node_modules', name))).rejects.toMatchObject({
      code: 'ENOENT',
    })
  })

  it('is gone afterwards, and what it links to stays', async () => {
    const { directory, tree } = await commit({ 'node_modules/left/x.js': '' })
    const copy = await copyWorkspace(tree, lockOf({ 'node_modules/left': {} }), directory)
    await copy[Symbol.asyncDispose]()
    await expect(lstat(copy.root)).rejects.toMatchObject({ code: 'ENOENT' })
    expect(await readdir(path.join(directory, 'node_modules/left'))).toEqual(['x.js'])
  })
})

const linked = { 'node_modules/@acme/kit': { link: true, resolved: 'libs/kit' } }

function lockOf(packages: PackageLock['packages']): PackageLock {
  return { packages }
}
