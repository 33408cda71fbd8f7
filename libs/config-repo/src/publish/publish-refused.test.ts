import { chmod, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { inspect } from 'node:util'
import { describe, expect, it } from 'vitest'
import { image, World } from '../testing/world.ts'

describe('publish()', () => {
  it("reports a server's refusal in its own words, having pushed nothing", async () => {
    const world = await World.create()
    const commit = await world.change('2')
    const hook = path.join(world.config, 'hooks/pre-receive')
    await writeFile(hook, '#!/bin/sh\necho "Publishing is frozen until Monday" >&2\nexit 1\n')
    await chmod(hook, 0o755)
    const refs = await world.refs()
    await expect(world.publish(commit, { orders: 'a' })).rejects.toMatchObject({
      code: 'rejected',
      message: expect.stringContaining('Publishing is frozen until Monday'),
    })
    expect(await world.refs()).toBe(refs)
  })

  it.each([
    ['unknown-environment', { environment: 'stagin' }],
    ['invalid-name', { environment: '../x' }],
    ['invalid-name', { workspace: 'a..b' }],
    ['no-overlay', { images: [image('nobody', 'a')] }],
    ['invalid-name', { images: [image('../orders', 'a')] }],
  ] as const)('throws "%s" and pushes nothing for %j', async (code, more) => {
    const world = await World.create()
    const commit = await world.change('2')
    const refs = await world.refs()
    await expect(world.publish(commit, { orders: 'a' }, more)).rejects.toMatchObject({ code })
    expect(await world.refs()).toBe(refs)
  })

  it.each([
    ['invalid-settings', 'slipway.yaml', () => 'registry: a\nenvironments: 1\n'],
    ['invalid-kustomization', 'overlays/staging/orders/kustomization.yaml', () => 'images: [\n'],
    [
      'invalid-kustomization',
      'overlays/staging/orders/kustomization.yaml',
      (text: string) => `${text}  - name: orders\n    newTag: two-of-them\n`,
    ],
    [
      'invalid-kustomization',
      'overlays/staging/orders/kustomization.yaml',
      (text: string) => text.replace(/digest: (.*)/, 'digest: &runs $1\n  - name: other\n    digest: *runs'),
    ],
    [
      'no-images-entry',
      'overlays/staging/orders/kustomization.yaml',
      (text: string) => text.replace('name: orders\n', 'name: other\n'),
    ],
    [
      'invalid-release',
      'overlays/staging/orders/release.yaml',
      (text: string) => text.replace('service: orders', 'service: Orders'),
    ],
  ])('throws "%s" with the place in "%s", and pushes nothing', async (code, name, replace) => {
    const world = await World.create()
    const commit = await world.change('2')
    await world.publish(commit, { orders: 'a' })
    await world.edit(name, replace)
    const refs = await world.refs()
    await expect(world.publish(await world.change('3'), { orders: 'b' })).rejects.toMatchObject({
      code,
      problems: [expect.objectContaining({ file: name })],
    })
    expect(await world.refs()).toBe(refs)
  })

  it('throws "unreachable" and "no-branch", with no credentials in what it says', async () => {
    const world = await World.create()
    const commit = await world.change('2')
    const at = (url: string, branch: string) =>
      world.publish(commit, { orders: 'a' }, { location: { url, branch, folder: '' } })
    await expect(at('/nowhere/at/all.git', 'main')).rejects.toMatchObject({ code: 'unreachable' })
    await expect(at(world.config, 'none')).rejects.toMatchObject({ code: 'no-branch' })
    const error = await at('http://user:t0ken@127.0.0.1:1/x.git', 'main').catch((reason: unknown) => reason)
    expect(error).toMatchObject({ code: 'unreachable' })
    expect(inspect(error, { depth: 9 })).not.toContain('t0ken')
  })
})
