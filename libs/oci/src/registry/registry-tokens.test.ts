import {
  describeWith,
  identityToken,
  registryUser,
  startRegistry,
  temporaryDirectory,
} from '@slipway/testing'
import { expect, it } from 'vitest'
import { openStore } from '../open-store.ts'
import { hasty } from '../testing/hasty.ts'
import { largeImage, withCode } from '../testing/sample-image.ts'

describeWith(['registry'], 'openStore() of a registry with a token service', () => {
  it('pushes, mounts and pulls with tokens for a name and password, or for an identity token', async () => {
    const { host, tokens } = await startRegistry({ authenticated: 'token' })
    const image = await largeImage(await temporaryDirectory(), 100_000)
    const store = openStore(host, { credentials: registryUser })
    await store.push(image, 'team/one', ['v1'])
    const { mounted, uploaded } = await store.push(image, 'team/two', ['v1'], { sources: ['team/one'] })
    expect([mounted.length, uploaded.length]).toEqual([1, 2])
    expect(tokens?.scopes).toContain('repository:team/two:pull,push')
    expect(tokens?.scopes).toContain('repository:team/one:pull')
    const other = openStore(host, { credentials: { identityToken } })
    const pulled = await other.pull('team/two', image.digest, await temporaryDirectory())
    expect(pulled.digest).toBe(image.digest)
  })

  it('is refused as nobody and with a wrong password, and says where credentials were looked for', async () => {
    const { host } = await startRegistry({ authenticated: 'token' })
    const credentials = { find: async () => ({ ...registryUser, password: 'x' }), file: '/some/config.json' }
    const asking = openStore(host, { credentials, patience: hasty }).has('team/one', 'v1')
    await expect(asking).rejects.toMatchObject({ code: 'unauthorized', file: '/some/config.json', host })
    await expect(openStore(host).has('team/one', 'v1')).rejects.toEqual(withCode('unauthorized'))
  })
})
