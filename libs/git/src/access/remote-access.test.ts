import {
  createBareRepository as createRemote,
  git,
  gitEnvironment,
  serveRepository,
  temporaryDirectory,
} from '@slipway/testing'
import { readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { createBareRepository } from '../index.ts'
import { remoteAccess } from './remote-access.ts'

const user = { username: 'robot@acme', password: "p@ss/w:'%rd" }
const userinfo = `${encodeURIComponent(user.username)}:${encodeURIComponent(user.password)}`

/** A scratch repository, the file in which Git notes each program that it runs, and one in which a helper of the user would store passwords. */
async function createTraced(more: Record<string, string> = {}) {
  const folder = await temporaryDirectory()
  const [trace, stored] = [path.join(folder, 'trace'), path.join(folder, 'stored')]
  const configured = path.join(folder, 'config')
  await writeFile(configured, `[credential]\n\thelper = store --file ${stored}\n`)
  await writeFile(stored, '')
  const env = { ...gitEnvironment, GIT_CONFIG_GLOBAL: configured, GIT_TRACE: trace, ...more }
  const scratch = await createBareRepository(path.join(folder, 'scratch'), { env })
  return { scratch, trace, stored }
}

describe('remoteAccess()', () => {
  it('lets Git in with the credentials of a URL, which no argument of any program holds', async () => {
    const bare = await createRemote({ 'a/b': 'one' })
    await git(bare, 'config', 'http.receivepack', 'true')
    const url = (await serveRepository(bare, { user })).replace('//', `//${userinfo}@`)
    const { scratch, trace, stored } = await createTraced()
    await scratch.fetch(url, ['+refs/heads/main:refs/tip'], { depth: 1, filter: 'blob:none' })
    const [entry] = await scratch.listTree('refs/tip')
    await scratch.fetchObjects(url, [entry?.oid ?? ''])
    const tip = (await scratch.resolve('refs/tip')) ?? ''
    await scratch.push(url, [{ ref: 'refs/slipway/x/y', oid: tip, expected: undefined }])
    expect((await scratch.listRemote(url)).get('refs/slipway/x/y')).toBe(tip)

    const programs = await readFile(trace, 'utf8')
    expect(programs).toMatch(/remote-http slipway http:\/\/127/)
    expect(programs).not.toMatch(/robot|p@ss|p%40ss/)
    expect(await readFile(stored, 'utf8')).toBe('')
    expect(await git(scratch.directory, 'config', '--list', '--local')).not.toMatch(/robot|p@ss|p%40ss/)
  })

  it('asks the helpers of the user for the password of a URL that has only a user name', async () => {
    const bare = await createRemote({ 'a/b': 'one' })
    const plain = await serveRepository(bare, { user })
    const { scratch, trace, stored } = await createTraced()
    await writeFile(stored, `${new URL(plain).origin.replace('//', `//${userinfo}@`)}\n`)
    const url = plain.replace('//', `//${encodeURIComponent(user.username)}@`)
    expect(await scratch.listRemote(url)).toHaveProperty('size', 1)
    expect(await readFile(trace, 'utf8')).not.toMatch(/robot/)
  })

  it('refuses a wrong password without asking anybody else', async () => {
    const url = (await serveRepository(await createRemote(), { user })).replace('//', '//robot:wr0ng@')
    const { scratch, trace } = await createTraced()
    await expect(scratch.listRemote(url)).rejects.toMatchObject({
      code: 'permission-denied',
      message: expect.not.stringContaining('wr0ng') as string,
    })
    expect(await readFile(trace, 'utf8')).not.toMatch(/credential-store/)
  })

  it.each(['git@host:acme/shop.git', 'ssh://git@host/shop.git', '/srv/a@b.git', 'https://host/a@b.git'])(
    'leaves %s as it is',
    (url) => {
      expect(remoteAccess(url)).toEqual({ config: { 'remote.slipway.url': url }, secretConfig: {} })
    },
  )
})
