import type { HistoryEntry } from '@slipway/config-repo'
import { stripVTControlCharacters } from 'node:util'
import { describe, expect, it } from 'vitest'
import { digestOf, edited, openConfigClone, released } from '../../testing/config-clone.ts'

const hold = { reason: 'Errors', since: '2026-11-21T09:30:00Z' }

function openClone() {
  return openConfigClone(
    released('staging/orders', 'a', { time: 1_700_000_000 }),
    released('production/orders', 'a', { time: 1_700_000_060, action: 'promote' }),
    released('staging/orders', 'b', { time: 1_700_000_120 }),
    released('staging/orders', 'a', { time: 1_700_000_180, action: 'rollback', release: { hold } }),
    { ...edited('production/orders', 'e'), time: 1_700_000_240 },
  )
}

describe('slipway history', () => {
  it('prints what happened in every environment, the newest first', async () => {
    const { slipway } = await openClone()
    const { status, stdout, stderr } = await slipway('history')
    expect([status, stderr]).toEqual([0, ''])
    expect(stdout.split('\n').map((line) => line.split(/ {2,}/).slice(0, 6).join('|'))).toEqual([
      'TIME|OVERLAY|ACTION|RUNS|WHO|SOURCE',
      expect.stringMatching(
        /^2023-11-14 22:17\|production\/orders\|by hand\|aaaaaaaa → eeeeeeee\|Cy\|[0-9a-f]{8}$/,
      ),
      '2023-11-14 22:16|staging/orders|rollback|bbbbbbbb → aaaaaaaa|Ben|aaaaaaaa',
      '2023-11-14 22:15|staging/orders|publish|aaaaaaaa → bbbbbbbb|Ben|bbbbbbbb',
      '2023-11-14 22:14|production/orders|promote|none → aaaaaaaa|Ben|aaaaaaaa',
      '2023-11-14 22:13|staging/orders|publish|none → aaaaaaaa|Ben|aaaaaaaa',
      '',
    ])
    expect(stdout).toContain('Errors')
  })

  it('prints data, of one service in one environment and so many', async () => {
    const { slipway } = await openClone()
    const { stdout } = await slipway('history', 'orders', '--env', 'staging', '--limit', '2', '--json')
    const entries = JSON.parse(stdout) as HistoryEntry[]
    expect(entries).toMatchObject([
      { action: 'rollback', from: digestOf('b'), to: digestOf('a'), hold, reason: 'Errors' },
      { action: 'publish', from: digestOf('a'), to: digestOf('b'), author: { name: 'Ben' } },
    ])
    expect(JSON.parse((await slipway('history', 'carts', '--json')).stdout)).toEqual([])
  })

  it('has colours and cut lines on a terminal alone', async () => {
    const { slipway, onTerminal } = await openClone()
    expect((await slipway('history')).stdout).not.toContain('\u001B')
    const { stdout } = await onTerminal(60, 'history')
    expect(stdout).toContain('\u001B[31mrollback')
    const lines = stripVTControlCharacters(stdout).split('\n')
    expect(Math.max(...lines.map(({ length }) => length))).toBe(60)
  })

  it('ends with 2 for a limit that is none, and with 1 for an environment that is not there', async () => {
    const { slipway } = await openConfigClone()
    expect(await slipway('history', '--limit', '0')).toMatchObject({ status: 2 })
    expect(await slipway('history', '--env', 'prod')).toMatchObject({ status: 1, stdout: '' })
    expect(await slipway('history')).toMatchObject({ status: 0, stdout: '' })
  })
})
