import { temporaryDirectory } from '@slipway/testing'
import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { Faults } from '../config-repos/faults.ts'
import { createLargeConfigRepo } from '../config-repos/large-config-repo.ts'
import { publishBoth } from '../config-repos/publish-both.ts'
import { measureBytes } from './measure-bytes.ts'

describe('publish()', () => {
  it('receives the folders on the way to two services and no more', async () => {
    const { files, coldBytes, warmBytes } = await measureBytes(await temporaryDirectory(), 3000)
    expect(files).toBeGreaterThan(2900)
    // The whole tree is ten times as much.
    expect(coldBytes).toBeLessThan(16_000)
    expect(warmBytes).toBeLessThan(16_000)
  })

  it('runs Git a few times', async () => {
    const folder = await temporaryDirectory()
    const repository = await createLargeConfigRepo(folder, 100)
    const cache = path.join(folder, 'cache')
    const calls: number[] = []
    for (const build of ['first', 'second']) {
      const faults = path.join(folder, `faults-${build}`)
      await publishBoth(repository, { build, cache, env: (await Faults.prepare(faults, {})).env })
      calls.push((await readFile(path.join(faults, 'calls'), 'utf8')).length)
    }
    expect(Math.max(...calls)).toBeLessThanOrEqual(5)
  })
})
