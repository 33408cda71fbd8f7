import { startNode, temporaryDirectory } from '@slipway/testing'
import { readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { setImmediate } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { withCode } from '../testing/sample-image.ts'
import { withLock } from './lock.ts'

const holder = path.resolve(import.meta.dirname, '../testing/lock-holder.ts')

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

  it('waits for a holder that lives, blocked or not, and not for one that was killed', async () => {
    const file = path.join(await temporaryDirectory(), 'lock')
    const other = startNode(holder, { LOCK: file })
    await other.waitForLine('inside')
    process.kill(other.pid, 'SIGSTOP')
    await expect(withLock(file, async () => 'in', 50)).rejects.toEqual(withCode('locked'))
    await other.end('SIGKILL')
    expect(await withLock(file, async () => 'in', 0)).toBe('in')
  })

  it('lets one process in at a time, also when a dead one had it before', async () => {
    const directory = await temporaryDirectory()
    const [lock, counter] = [path.join(directory, 'lock'), path.join(directory, 'counter')]
    await writeFile(counter, '0')
    const dead = startNode(holder, { LOCK: lock })
    await dead.waitForLine('inside')
    const environment = { LOCK: lock, COUNTER: counter, ENTRIES: '25' }
    const others = Array.from({ length: 6 }, () => startNode(holder, environment))
    await dead.end('SIGKILL')
    const ends = await Promise.all(others.map((process) => process.end()))
    expect(ends.map(({ code }) => code)).toEqual([0, 0, 0, 0, 0, 0])
    expect(await readFile(counter, 'utf8')).toBe(String(6 * 25))
  })

  it('lets go when the action fails', async () => {
    const file = path.join(await temporaryDirectory(), 'lock')
    const failure = withLock(file, async () => Promise.reject(new RangeError('of the action')))
    await expect(failure).rejects.toThrow(RangeError)
    expect(await withLock(file, async () => 'in', 50)).toBe('in')
  })

  it('says so when there is no place for the file', async () => {
    const file = path.join(await temporaryDirectory(), 'nowhere/lock')
    await expect(withLock(file, async () => 'in')).rejects.toEqual(withCode('locked'))
  })
})
