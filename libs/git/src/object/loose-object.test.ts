import { git, temporaryDirectory } from '@slipway/testing'
import { chmod, readdir, truncate } from 'node:fs/promises'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { objectId, type GitObject } from './git-object.ts'
import { hasLoose, readLoose, writeLoose } from './loose-object.ts'

const object: GitObject = { type: 'blob', content: Buffer.from('text\n') }
const oid = objectId(object, 'sha1')

describe('writeLoose()', () => {
  it('stores an object as Git does, once, also when many do it at once', async () => {
    const directory = await temporaryDirectory()
    await git(directory, 'init', '--quiet', '--bare', '.')
    const folder = path.join(directory, 'objects')
    await Promise.all(Array.from({ length: 20 }, () => writeLoose(folder, oid, object)))
    expect(await git(directory, 'cat-file', '-p', oid)).toBe('text')
    expect(await readdir(path.join(folder, oid.slice(0, 2)))).toEqual([oid.slice(2)])
    await git(directory, 'fsck', '--strict')
  })
})

describe('readLoose()', () => {
  it('takes a damaged file for none, and removes it', async () => {
    const folder = await temporaryDirectory()
    await writeLoose(folder, oid, object)
    expect(await readLoose(folder, oid, 'sha1')).toEqual(object)
    const file = path.join(folder, oid.slice(0, 2), oid.slice(2))
    await chmod(file, 0o644)
    await truncate(file, 4)
    expect(await readLoose(folder, oid, 'sha1')).toBeUndefined()
    expect(await hasLoose(folder, oid)).toBe(false)
    await writeLoose(folder, oid, { type: 'blob', content: Buffer.from('another text\n') })
    expect(await readLoose(folder, oid, 'sha1')).toBeUndefined()
    expect(await hasLoose(folder, oid)).toBe(false)
  })
})
