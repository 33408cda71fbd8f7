import { describe, expect, it } from 'vitest'
import { withCode } from '../testing/sample-image.ts'
import { toLayerEntries } from './layer-entries.ts'

describe('toLayerEntries()', () => {
  it('puts folders before what is in them, and adds those that have no entry', async () => {
    const entries = await toLayerEntries([
      { path: '/tmp/a/b', content: 'x' },
      { path: 'app-1', content: 'x' },
      { path: '/app/main.js', content: 'x', mode: 0o755, uid: 1, gid: 2 },
      { path: '/tmp', directory: true, mode: 0o1777 },
      { path: 'lib', target: 'usr/lib' },
    ])
    expect(entries.map(({ name, mode, uid, gid }) => `${name} ${mode.toString(8)} ${uid}:${gid}`)).toEqual([
      'app 755 0:0',
      'app-1 644 0:0',
      'app/main.js 755 1:2',
      'lib 777 0:0',
      'tmp 1777 0:0',
      'tmp/a 755 0:0',
      'tmp/a/b 644 0:0',
    ])
  })

  it.each(['../x', '/a/../../x', 'a/./b', 'a//b', '', '/', 'a/.wh.b', 'a\0b'])('refuses %j', async (path) => {
    await expect(toLayerEntries([{ path, content: '' }])).rejects.toEqual(withCode('invalid-path'))
  })

  it('refuses a name that is there twice', async () => {
    const files = ['/a', 'a/'].map((path) => ({ path, content: '' }))
    await expect(toLayerEntries(files)).rejects.toEqual(withCode('invalid-path'))
  })

  it('refuses a source that is no file', async () => {
    for (const source of ['/nowhere', import.meta.dirname]) {
      await expect(toLayerEntries([{ path: 'a', source }])).rejects.toEqual(withCode('invalid-path'))
    }
  })

  it('refuses a file or a link for a folder', async () => {
    const below = { path: 'a/b', content: '' }
    await expect(toLayerEntries([below, { path: 'a', content: '' }])).rejects.toEqual(
      withCode('invalid-path'),
    )
    await expect(toLayerEntries([below, { path: 'a', target: '/' }])).rejects.toEqual(
      withCode('invalid-path'),
    )
  })
})
