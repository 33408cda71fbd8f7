import { temporaryDirectory } from '@slipway/testing'
import { spawnSync } from 'node:child_process'
import { lutimes, mkdir, readdir, symlink, utimes, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { ownPrefix, removeAbandoned } from './abandoned.ts'

describe('removeAbandoned()', () => {
  it('removes old folders of processes that are gone, and nothing else', async () => {
    const parent = await temporaryDirectory()
    const { pid: gone } = spawnSync('true')
    const yesterday = new Date(Date.now() - 25 * 3600 * 1000)
    const make = async (name: string, time?: Date) => {
      await mkdir(path.join(parent, name))
      await writeFile(path.join(parent, name, 'HEAD'), '')
      if (time) await utimes(path.join(parent, name), time, time)
    }
    await make(`slipway-config-${gone}-old`, yesterday)
    await make('slipway-config-unnumbered', yesterday)
    const kept = [`slipway-config-${gone}-new`, `${ownPrefix()}running`, 'somebody-else']
    await make(kept[0] ?? '')
    for (const name of kept.slice(1)) await make(name, yesterday)
    await writeFile(path.join(parent, 'slipway-config-file'), '')
    await symlink(path.join(parent, 'somebody-else'), path.join(parent, 'slipway-config-link'))
    for (const name of ['slipway-config-file', 'slipway-config-link'])
      await lutimes(path.join(parent, name), yesterday, yesterday)
    await removeAbandoned(parent)
    expect((await readdir(parent)).toSorted()).toEqual(
      [...kept, 'slipway-config-file', 'slipway-config-link'].toSorted(),
    )
  })

  it('does not mind a place that is not there', async () => {
    await expect(removeAbandoned(path.join(await temporaryDirectory(), 'none'))).resolves.toBeUndefined()
  })
})
