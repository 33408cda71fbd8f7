import { temporaryDirectory } from '@slipway/testing'
import { utimes, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { setImmediate } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { withCode } from '../testing/sample-image.ts'
import { withLock } from './lock.ts'

describe('withLock()', () => {
  it('lets one in at a time', async () => {
    const file = path.join(await temporaryDirectory(), 'lock')
    let [inside, most] = [0, 0]
    const enter = async () => {
      most = Math.max(most, ++inside)
      await setImmediate()
      inside--
    }
    await Promise.all([1, 2, 3].map(() => withLock(file, enter)))
    expect(most).toBe(1)
  })

  it('takes over from a holder that died, and waits for one that lives', async () => {
    const file = path.join(await temporaryDirectory(), 'lock')
    await writeFile(file, '')
    await expect(withLock(file, async () => 'in', 50)).rejects.toEqual(withCode('locked'))
    const longAgo = new Date(Date.now() - 60_000)
    await utimes(file, longAgo, longAgo)
    expect(await withLock(file, async () => 'in', 50)).toBe('in')
  })

  it('lets go when the action fails', async () => {
    const file = path.join(await temporaryDirectory(), 'lock')
    const failure = withLock(file, async () => Promise.reject(new RangeError('of the action')))
    await expect(failure).rejects.toThrow(RangeError)
    expect(await withLock(file, async () => 'in', 50)).toBe('in')
  })
})
