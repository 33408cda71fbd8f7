import { temporaryDirectory } from '@slipway/testing'
import { mkdir, readdir, truncate, utimes, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { openObjectCache } from './object-cache.ts'

const url = 'https://robot:t0ken@git.example/acme/config.git'
const long = new Date('2020-01-01')

describe('openObjectCache()', () => {
  it('gives a folder for each repository, the same again, and names no credentials', async () => {
    const cache = path.join(await temporaryDirectory(), 'cache')
    const folder = await openObjectCache(cache, url)
    expect(await openObjectCache(cache, url.replace('robot:t0ken@', 'somebody@'))).toBe(folder)
    expect(await openObjectCache(cache, 'https://git.example/other/config.git')).not.toBe(folder)
    expect(folder).toMatch(/config-[0-9a-f]{16}\/1\/objects$/)
    expect((await readdir(cache, { recursive: true })).join()).not.toMatch(/t0ken|robot/)
  })

  it('begins a new folder when one is large, and removes those that nobody used for a day', async () => {
    const cache = await temporaryDirectory()
    for (const [generation, others] of [
      [1, ['1']],
      [2, ['1', '2']],
      [3, ['2', '3']],
    ] as const) {
      const folder = (await openObjectCache(cache, url)) ?? ''
      expect(folder).toContain(`/${generation}/`)
      const place = path.resolve(folder, '../..')
      expect((await readdir(place)).filter((name) => name !== 'used')).toEqual(others)
      await mkdir(path.join(folder, 'pack'))
      await writeFile(path.join(folder, 'pack/x'), '')
      await truncate(path.join(folder, 'pack/x'), 200_000_000)
      if (generation === 2) await utimes(path.join(place, '1/used'), long, long)
    }
  })

  it('forgets a repository that nobody used for a month', async () => {
    const cache = await temporaryDirectory()
    const folder = (await openObjectCache(cache, url)) ?? ''
    await openObjectCache(cache, 'https://git.example/other.git')
    expect(await readdir(cache)).toHaveLength(2)
    await utimes(path.resolve(folder, '../../used'), long, long)
    await openObjectCache(cache, 'https://git.example/third.git')
    expect((await readdir(cache)).map((name) => name.split('-')[0])).toEqual(['other', 'third'])
  })

  it('is none where nothing can be written', async () => {
    const parent = await temporaryDirectory()
    await writeFile(path.join(parent, 'file'), '')
    expect(await openObjectCache(path.join(parent, 'file'), url)).toBeUndefined()
  })
})
