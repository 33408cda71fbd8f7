import { temporaryDirectory, writeFiles } from '@slipway/testing'
import { readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { inspect } from 'node:util'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { installHelper } from '../testing/credential-helper.ts'
import { withCode } from '../testing/sample-image.ts'
import { readDockerCredentials } from './docker-credentials.ts'

async function folderOf(config: unknown): Promise<string> {
  const directory = await temporaryDirectory()
  await writeFiles(directory, { 'config.json': JSON.stringify(config) })
  return directory
}

describe('readDockerCredentials() from a credential helper', () => {
  afterEach(() => vi.unstubAllEnvs())

  it.each([
    [
      'a name and password',
      { Username: 'alice', Secret: 's3cret' },
      { username: 'alice', password: 's3cret' },
    ],
    ['an identity token', { Username: '<token>', Secret: 's3cret' }, { identityToken: 's3cret' }],
  ])('reads %s', async (_what, kept, expected) => {
    await writeFiles(await installHelper(), { kept: JSON.stringify({ ServerURL: 'ghcr.io', ...kept }) })
    expect(await readDockerCredentials(await folderOf({ credsStore: 'test' }), 'ghcr.io')).toEqual(expected)
    const forOne = await folderOf({ credHelpers: { 'ghcr.io': 'test' }, credsStore: 'nobody' })
    expect(await readDockerCredentials(forOne, 'ghcr.io')).toEqual(expected)
  })

  it('goes on to the file when the helper has nothing', async () => {
    await installHelper()
    const auths = { 'ghcr.io': { auth: btoa('alice:s3cret') }, 'other.io': {} }
    const folder = await folderOf({ auths, credHelpers: { 'other.io': '' }, credsStore: 'test' })
    expect(await readDockerCredentials(folder, 'ghcr.io')).toEqual({ username: 'alice', password: 's3cret' })
    expect(await readDockerCredentials(folder, 'other.io')).toBeUndefined()
  })

  it.each(['broken.example', 'odd.example'])(
    'repeats nothing that a helper says that fails: %s',
    async (host) => {
      await installHelper()
      const asking = readDockerCredentials(await folderOf({ credsStore: 'test' }), host)
      const error: unknown = await asking.catch((thrown: unknown) => thrown)
      expect(error).toEqual(withCode('invalid-credentials'))
      expect(inspect(error, { depth: 9 })).not.toContain('s3cret')
    },
  )

  it.each(['nobody-has-it', '../test', 'a/b'])('says that there is no helper %j', async (name) => {
    await installHelper()
    const asking = readDockerCredentials(await folderOf({ credHelpers: { 'ghcr.io': name } }), 'ghcr.io')
    await expect(asking).rejects.toEqual(withCode('invalid-credentials'))
  })

  it.each(['x; id', '-x', 'x y', '$(id)'])(
    'runs no program of the name %j, also when there is one',
    async (name) => {
      const folder = await installHelper()
      const program = path.join(folder, `docker-credential-${name}`)
      await writeFile(program, '#!/bin/sh\necho \'{"Username":"a","Secret":"b"}\'\n', { mode: 0o755 })
      const asking = readDockerCredentials(await folderOf({ credHelpers: { 'ghcr.io': name } }), 'ghcr.io')
      await expect(asking).rejects.toEqual(withCode('invalid-credentials'))
    },
  )

  it('refuses a file that says something else', async () => {
    for (const config of [
      [],
      { auths: [] },
      { auths: { x: 's3cret' } },
      { credHelpers: { x: 1 } },
      { credsStore: {} },
    ]) {
      const asking = readDockerCredentials(await folderOf(config), 'ghcr.io')
      await expect(asking).rejects.toEqual(withCode('invalid-credentials'))
    }
  })

  it('asks about Docker Hub by the name that Docker has for it', async () => {
    const folder = await installHelper()
    await writeFiles(folder, {
      'docker-credential-test': '#!/bin/sh\ncat > "$(dirname "$0")/asked"\necho "{}"\n',
    })
    const asking = readDockerCredentials(await folderOf({ credsStore: 'test' }), 'docker.io')
    await expect(asking).rejects.toEqual(withCode('invalid-credentials'))
    expect(await readFile(path.join(folder, 'asked'), 'utf8')).toBe('https://index.docker.io/v1/')
  })
})
