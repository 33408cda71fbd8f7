import type { Status } from '@slipway/config-repo'
import { git } from '@slipway/testing'
import { stripVTControlCharacters } from 'node:util'
import { describe, expect, it } from 'vitest'
import { digestOf, edited, openConfigClone, released } from '../../testing/config-clone.ts'
import { openShop } from '../../testing/shop.ts'

const hold = { reason: 'Errors', since: '2026-11-20T10:00:00Z' }
const since = '2026-11-19T08:00:00Z'

function openClone() {
  return openConfigClone(
    released('staging/orders', 'b', { release: { since } }),
    released('staging/carts', 'a', { release: { since } }),
    { ...edited('staging/carts', 'e'), time: 1_700_000_000 },
    released('production/orders', 'b', { release: { since, hold, release: 'v1.2.0' } }),
  )
}

describe('slipway status', () => {
  it('prints a table for each environment', async () => {
    const { slipway } = await openClone()
    expect(await slipway('status')).toEqual({
      status: 0,
      stderr: '',
      stdout: `staging, after the source
SERVICE  RUNS      SINCE             SOURCE    BEHIND   NOTES
carts    eeeeeeee  2023-11-14 22:13  -         -        edited by hand by Cy, was aaaaaaaa
orders   bbbbbbbb  2026-11-19 08:00  bbbbbbbb  unknown

production, after staging
SERVICE  RUNS      SINCE             SOURCE    BEHIND  NOTES
carts    -         -                 -         -       never released
orders   bbbbbbbb  2026-11-19 08:00  bbbbbbbb  0       held until resumed: Errors; release v1.2.0
`,
    })
  })

  it('prints data of one environment, and cuts lines on a terminal', async () => {
    const { slipway, onTerminal } = await openClone()
    const { environments } = JSON.parse(
      (await slipway('status', '--env', 'production', '--json')).stdout,
    ) as Status
    expect(environments).toMatchObject([
      { environment: 'production', services: [{ service: 'carts' }, { runs: digestOf('b'), hold }] },
    ])
    const { stdout } = await onTerminal(70, 'status')
    const lines = stripVTControlCharacters(stdout).split('\n')
    expect(Math.max(...lines.map(({ length }) => length))).toBe(70)
    expect(stdout).toContain('\u001B[31medited')
    expect(await slipway('status', '--env', 'prod')).toMatchObject({ status: 1, stdout: '' })
  })

  it('counts the commits of its source that change what a service is made of, without those that Slipway makes', async () => {
    const { slipway, ship, commit, directory } = await openShop()
    for (const root of ['apps/web', 'apps/api', 'apps/static']) await ship(root)
    await slipway('publish', '--env', 'staging')
    const behind = async () => {
      const { environments } = JSON.parse((await slipway('status', '--json')).stdout) as Status
      return environments[0]?.services.map((service) => service.behind?.commits)
    }
    expect(await behind()).toEqual([0, 0, 0])
    await git(directory, 'pull', '--quiet', '--rebase')
    for (const [file, expected] of [
      ['README.md', [0, 0, 0]],
      ['apps/web/src/main.ts', [0, 0, 1]],
      ['libs/kit/src/index.ts', [0, 0, 2]],
      ['apps/static/index.html', [0, 1, 2]],
      ['tsconfig.base.json', [1, 2, 3]],
      // Then nobody knows what the services are made of: every commit counts.
      ['apps/web/package.json', [6, 6, 6]],
    ] as const) {
      await commit({ [file]: file.endsWith('package.json') ? '{ "slipway": 1 }' : '{}\n' })
      await git(directory, 'push', '--quiet')
      expect(await behind(), file).toEqual(expected)
    }
  })
})
