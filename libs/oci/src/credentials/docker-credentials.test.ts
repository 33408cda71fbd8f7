import { temporaryDirectory, writeFiles } from '@slipway/testing'
import { describe, expect, it } from 'vitest'
import { withCode } from '../testing/sample-image.ts'
import { readDockerCredentials } from './docker-credentials.ts'

const auth = Buffer.from('alice:s3cret:with colon').toString('base64')
const alice = { username: 'alice', password: 's3cret:with colon' }

async function folderOf(config: unknown): Promise<string> {
  const directory = await temporaryDirectory()
  await writeFiles(directory, { 'config.json': typeof config === 'string' ? config : JSON.stringify(config) })
  return directory
}

describe('readDockerCredentials()', () => {
  it.each([
    ['ghcr.io', 'ghcr.io', { auth }, alice],
    ['ghcr.io', 'https://ghcr.io', { auth }, alice],
    ['docker.io', 'https://index.docker.io/v1/', { auth }, alice],
    ['ghcr.io', 'ghcr.io', { username: 'alice', password: 'x' }, { username: 'alice', password: 'x' }],
    ['ghcr.io', 'ghcr.io', { auth, identitytoken: 'abc' }, { identityToken: 'abc' }],
    ['ghcr.io', 'ghcr.io', {}, undefined],
    ['ghcr.io', 'other.io', { auth }, undefined],
  ])('reads those of %s from the entry "%s"', async (host, name, entry, expected) => {
    expect(await readDockerCredentials(await folderOf({ auths: { [name]: entry } }), host)).toEqual(expected)
  })

  it('has none without a file', async () => {
    expect(await readDockerCredentials(await temporaryDirectory(), 'ghcr.io')).toBeUndefined()
  })

  it('repeats nothing of a file that it cannot read', async () => {
    const error: unknown = await readDockerCredentials(await folderOf('{"auths": s3cret'), 'ghcr.io').catch(
      (thrown: unknown) => thrown,
    )
    expect(error).toEqual(withCode('invalid-credentials'))
    expect(JSON.stringify(error, Object.getOwnPropertyNames(error))).not.toContain('s3cret')
  })
})
