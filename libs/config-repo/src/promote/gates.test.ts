import { describe, expect, it } from 'vitest'
import { promoteIn, releaseIn, type TestPromotion } from '../testing/promotions.ts'
import { World } from '../testing/world.ts'
import type { ScriptsToRun } from './promote-request.ts'

const noon = Date.parse('2026-11-21T12:00:00Z')
const at = (hours: number) => ({ time: noon / 1000 + hours * 3600 })

async function openGated(gates: string): Promise<World> {
  const world = await World.create()
  await world.edit('slipway.yaml', (text) =>
    text.replace('- name: production', `- name: production\n    gates: ${gates}`),
  )
  return world
}

/** Promotes some hours after noon, without a push; gives what was refused. */
async function refused(
  world: World,
  hours: number,
  more: TestPromotion & { of?: string[] } = {},
): Promise<string[]> {
  const { of: services = ['orders'], ...rest } = more
  const now = new Date(noon + hours * 3_600_000)
  try {
    await promoteIn(world, services, { dryRun: true, now, ...rest })
    return []
  } catch (error) {
    return (error as { problems: { code: string; message: string }[] }).problems.map(
      ({ code, message }) => `${code}: ${/(?:for|since) (\S+),/.exec(message)?.[1]}`,
    )
  }
}

describe('the gate minimumTime', () => {
  it('counts from the moment at which the source environment got the build, to the second', async () => {
    const world = await openGated('{ minimumTime: 2h }')
    await releaseIn(
      world,
      ['staging/orders', 'a', at(-9)],
      ['staging/orders', 'b', at(0)],
      ['staging/carts', 'c', at(1)],
    )
    for (const hours of [1.5, 2 - 1 / 3600])
      expect(await refused(world, hours)).toEqual(['too-early: 2026-11-21T12:00:00Z'])
    expect(await refused(world, 2)).toEqual([])
  })

  it('starts anew when somebody changed the digest in between, and not when something else of it changed', async () => {
    const world = await openGated('{ minimumTime: 2h }')
    const held = { release: { release: 'v1' } }
    await releaseIn(world, ['staging/orders', 'a', at(0)], ['staging/orders', 'a', { ...at(1), ...held }])
    expect(await refused(world, 2)).toEqual([])
    await releaseIn(world, ['staging/orders', 'f', at(2)], ['staging/orders', 'a', at(3)])
    expect(await refused(world, 4)).toEqual(['too-early: 2026-11-21T15:00:00Z'])
  })

  it('overruled says the same however late, so that a review stays as it is', async () => {
    const world = await openGated('{ minimumTime: 2h }')
    await releaseIn(world, ['staging/orders', 'a', at(0)])
    const propose = (hours: number) =>
      promoteIn(world, ['orders'], {
        branch: true,
        overrides: ['skip-gates'],
        reason: 'Hurry',
        now: new Date(noon + hours * 3_600_000),
      })
    expect((await propose(0.5)).plan.outcome).toBe('promote')
    expect((await propose(1)).plan.outcome).toBe('under review')
  })

  it('counts for an earlier build how long it ran the last time', async () => {
    const world = await openGated('{ minimumTime: 2h }')
    await releaseIn(
      world,
      ['staging/orders', 'a', at(0)],
      ['staging/orders', 'b', at(3)],
      ['staging/orders', 'c', at(4)],
    )
    expect(await refused(world, 5, { of: ['orders@aaaa'] })).toEqual([])
    expect(await refused(world, 50, { of: ['orders@bbbb'] })).toEqual(['too-early: 1h'])
  })

  it('is overruled with a reason that stands in the commit', async () => {
    const world = await openGated('{ minimumTime: 2h, scripts: [smoke] }')
    await releaseIn(world, ['staging/orders', 'a', at(0)])
    const now = new Date(noon)
    const { plan } = await promoteIn(world, ['orders'], {
      now,
      overrides: ['skip-gates'],
      reason: 'The shop is down',
    })
    expect(plan).toMatchObject({
      scripts: [],
      overridden: [{ code: 'too-early' }, { code: 'script-not-run' }],
    })
    expect(plan.message).toMatch(/^Slipway-Override: skip-gates\nSlipway-Reason: The shop is down$/m)
  })
})

describe('the gate scripts', () => {
  it('runs before the push, once for a plan, and keeps it from being pushed when it fails', async () => {
    const world = await openGated('{ scripts: [smoke, e2e] }')
    await releaseIn(world, ['staging/orders', 'a'], ['staging/carts', 'b'])
    const refs = await world.refs()
    const runs: ScriptsToRun[] = []
    const fail = async (gate: ScriptsToRun) => {
      runs.push(gate)
      throw new Error('smoke')
    }
    await expect(promoteIn(world, 'all', { runScripts: fail })).rejects.toThrow('smoke')
    expect(runs).toEqual([
      { scripts: ['smoke', 'e2e'], from: 'staging', to: 'production', services: ['carts', 'orders'] },
    ])
    expect(await world.refs()).toBe(refs)
  })

  it('does not run for a dry run, for nothing, or for what is under review already', async () => {
    const world = await openGated('{ scripts: [smoke] }')
    await releaseIn(world, ['staging/orders', 'a'])
    let runs = 0
    const runScripts = async () => {
      runs += 1
    }
    expect((await promoteIn(world, ['orders'], { runScripts, dryRun: true })).plan.scripts).toEqual(['smoke'])
    expect(runs).toBe(0)
    await promoteIn(world, ['orders'], { runScripts, branch: true })
    await promoteIn(world, ['orders'], { runScripts, branch: true })
    expect(runs).toBe(1)
    await promoteIn(world, ['orders'], { runScripts })
    await promoteIn(world, ['orders'], { runScripts })
    expect(runs).toBe(2)
  })

  it('refuses where there is no workspace to run it in', async () => {
    const world = await openGated('{ scripts: [smoke] }')
    await releaseIn(world, ['staging/orders', 'a'])
    await expect(promoteIn(world, ['orders'])).rejects.toMatchObject({ code: 'not-promotable' })
  })
})
