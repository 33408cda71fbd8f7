import { git } from '@slipway/testing'
import { describe, expect, it } from 'vitest'
import { digestOf, edited, openConfigClone, released } from '../../testing/config-clone.ts'

const path = 'overlays/production/orders/kustomization.yaml'

describe('slipway rollback, hold and resume', () => {
  it('work in a clone of the config repo, and say what they do in a dry run first', async () => {
    const { slipway, origin } = await openConfigClone(
      released('production/orders', 'a'),
      released('production/orders', 'b'),
    )
    const before = await git(origin, 'rev-parse', 'main')
    const args = ['rollback', 'orders', '--env', 'production', '--reason', 'Errors']
    const dry = await slipway(...args, '--dry-run')
    expect(dry).toMatchObject({ status: 0, stderr: '' })
    expect(dry.stdout).toMatch(
      /^orders {2}sha256:b+ → sha256:a+: ran since .*\n[^]*would be rolled back in production/,
    )
    expect(await git(origin, 'rev-parse', 'main')).toBe(before)
    const { plan, commit, ...rest } = JSON.parse((await slipway(...args, '--json')).stdout)
    expect([plan, rest.outcome]).toEqual([undefined, 'roll back'])
    expect(await git(origin, 'log', '-1', '--format=%H %an', 'main')).toBe(`${commit} Ann`)
    expect(await git(origin, 'show', `main:${path}`)).toContain(digestOf('a'))
    const again = await slipway(...args)
    expect(again).toMatchObject({
      status: 0,
      stdout: expect.stringContaining('nothing to roll back') as string,
    })

    const resumed = await slipway('resume', 'orders', '--env', 'production')
    expect(resumed.stdout).toMatch(/^production\/orders {2}goes on with sha256:a+\nresumed: [0-9a-f]{40}\n$/)
    const idle = await slipway('resume', '--ended')
    expect(idle).toMatchObject({ status: 0, stdout: 'nothing to resume\n' })

    const held = await slipway('hold', 'orders', '--env', 'production', '--reason', 'Sale', '--until', '2d')
    expect(held.stdout).toMatch(/^orders {2}is held until \d{4}-.*\nheld in production: /)
  })

  it('tell that an edit by hand ends, and which of the two builds follows', async () => {
    const { slipway, push } = await openConfigClone(
      released('staging/orders', 'a'),
      edited('staging/orders', 'e'),
    )
    const { stdout } = await slipway('resume', '--all', '--env', 'staging')
    expect(stdout).toMatch(/sha256:e+ → sha256:a+, which release.yaml says; the edit by hand ends/)
    await push(edited('staging/orders', 'e'))
    const back = await slipway('rollback', 'orders', '--env', 'staging', '--reason', 'x', '--to', 'aaaa')
    expect(back.stdout).toContain('ends the edit by hand')
  })

  it.each([
    [['rollback', 'orders', '--env', 'staging']],
    [['rollback', 'orders', '--reason', 'x']],
    [['rollback', '--env', 'staging', '--reason', 'x']],
    [['hold', 'orders', '--env', 'staging']],
    [['resume', '--env', 'staging']],
    [['resume', 'orders']],
    [['resume', 'orders', '--all', '--env', 'staging']],
    [['resume', 'orders', '--env', 'staging', '--timeout', 'soon']],
  ])('end with 2 for %j', async (args) => {
    const { slipway } = await openConfigClone()
    expect(await slipway(...args)).toMatchObject({ status: 2, stdout: '' })
  })

  it('end with 1 for what cannot be, with the reason', async () => {
    const { slipway } = await openConfigClone(released('staging/orders', 'a'))
    const args = ['--env', 'staging', '--reason', 'x']
    expect(await slipway('rollback', 'orders', ...args)).toMatchObject({ status: 1, stdout: '' })
    expect(await slipway('hold', 'carts', ...args)).toMatchObject({
      status: 1,
      stderr: expect.stringContaining('"carts"') as string,
    })
  })
})
