import { temporaryDirectory, writeFiles } from '@slipway/testing'
import { mkdir, symlink } from 'node:fs/promises'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { withCode } from '../testing/sample-image.ts'
import { listFolder } from './list-folder.ts'

describe('listFolder()', () => {
  it('lists files, empty folders, and links as links', async () => {
    const directory = await temporaryDirectory()
    await writeFiles(directory, { 'a/b.js': 'x' })
    await mkdir(path.join(directory, 'empty'))
    await symlink('../a/b.js', path.join(directory, 'empty/link'))
    const files = await listFolder(directory, '/app')
    expect(files.toSorted((one, two) => (one.path < two.path ? -1 : 1))).toEqual([
      { path: '/app/a', directory: true },
      { path: '/app/a/b.js', source: path.join(directory, 'a/b.js') },
      { path: '/app/empty', directory: true },
      { path: '/app/empty/link', target: '../a/b.js' },
    ])
  })

  it.each(['/etc/passwd', '..', '../outside', 'a/../../outside'])('refuses a link to %j', async (target) => {
    const directory = await temporaryDirectory()
    await symlink(target, path.join(directory, 'link'))
    await expect(listFolder(directory, '/app')).rejects.toEqual(withCode('invalid-path'))
  })
})
