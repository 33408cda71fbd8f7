import {
  describeWith,
  registryUser,
  startRegistry,
  temporaryDirectory,
  writeFiles,
  type Registry,
} from '@slipway/testing'
import { chmod, lstat, mkdir, readFile, stat, symlink } from 'node:fs/promises'
import path from 'node:path'
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { openStore } from '../open-store.ts'
import { installHelper } from '../testing/credential-helper.ts'
import { hasty } from '../testing/hasty.ts'
import { withCode } from '../testing/sample-image.ts'
import { dockerCredentials } from './docker-credentials.ts'
import { login, logout } from './login.ts'

const auth = Buffer.from(`${registryUser.username}:${registryUser.password}`).toString('base64')

/** As somebody wrote it: two spaces, an own order, a key that Slipway does not know. */
const existing = `{
  "detachKeys": "ctrl-e,e",
  "auths": {
    "other.io": {
      "auth": "YTpi"
    }
  },
  "plugins": {"x": {"hooks":"y"}}
}`

function loginTo(folder: string, host: string, password = registryUser.password) {
  return login({ folder, host, username: registryUser.username, password, patience: hasty })
}

describeWith(['registry'], 'login()', () => {
  let registry: Registry
  beforeAll(async () => {
    registry = await startRegistry({ authenticated: true })
  })
  afterEach(() => vi.unstubAllEnvs())

  it('keeps what the registry takes in a file that is only ours, and pushes find it', async () => {
    const folder = path.join(await temporaryDirectory(), '.docker')
    const { host } = registry
    const file = path.join(folder, 'config.json')
    expect(await loginTo(folder, host)).toEqual({ file, helper: undefined })
    expect(JSON.parse(await readFile(file, 'utf8'))).toEqual({ auths: { [host]: { auth } } })
    expect((await stat(file)).mode & 0o777).toBe(0o600)
    const store = openStore(host, { credentials: dockerCredentials(folder) })
    expect(await store.has('team/one', 'v1')).toBe(false)
    expect(await logout(folder, host)).toEqual({ file, helper: undefined, wasKept: true })
    expect(await logout(folder, host)).toEqual({ file, helper: undefined, wasKept: false })
    await expect(
      openStore(host, { credentials: dockerCredentials(folder) }).has('team/one', 'v1'),
    ).rejects.toMatchObject({
      code: 'unauthorized',
      file,
      host,
    })
  })

  it('changes nothing else of the file, follows a link to it, and takes rights from others', async () => {
    const [folder, dotfiles] = [await temporaryDirectory(), await temporaryDirectory()]
    await writeFiles(dotfiles, { 'docker.json': existing })
    await chmod(path.join(dotfiles, 'docker.json'), 0o644)
    await symlink(path.join(dotfiles, 'docker.json'), path.join(folder, 'config.json'))
    await loginTo(folder, registry.host)
    const text = await readFile(path.join(dotfiles, 'docker.json'), 'utf8')
    const added = `"YTpi"\n    },\n    "${registry.host}": {\n      "auth": "${auth}"`
    expect(text).toBe(existing.replace('"YTpi"', added))
    expect((await lstat(path.join(folder, 'config.json'))).isSymbolicLink()).toBe(true)
    expect((await stat(path.join(dotfiles, 'docker.json'))).mode & 0o777).toBe(0o600)
    await logout(folder, registry.host)
    expect(await readFile(path.join(dotfiles, 'docker.json'), 'utf8')).toBe(existing)
  })

  it('gives it to the credential helper that the file names, and leaves no secret in the file', async () => {
    const [folder, helpers] = [await temporaryDirectory(), await installHelper()]
    await writeFiles(folder, { 'config.json': '{"credsStore": "test"}' })
    expect(await loginTo(folder, registry.host)).toMatchObject({ helper: 'test' })
    const { username: Username, password: Secret } = registryUser
    expect(JSON.parse(await readFile(path.join(helpers, 'kept'), 'utf8'))).toEqual({
      ServerURL: registry.host,
      Username,
      Secret,
    })
    expect(await readFile(path.join(folder, 'config.json'), 'utf8')).not.toContain(auth)
    expect(await openStore(registry.host, { credentials: dockerCredentials(folder) }).has('a', 'b')).toBe(
      false,
    )
    await logout(folder, registry.host)
    expect(await readFile(path.join(helpers, 'erased'), 'utf8')).toBe(registry.host)
  })

  it('keeps both of two logins at the same time', async () => {
    const folder = await temporaryDirectory()
    const other = await startRegistry({ authenticated: 'token' })
    await Promise.all([registry.host, other.host].map((host) => loginTo(folder, host)))
    const { auths } = JSON.parse(await readFile(path.join(folder, 'config.json'), 'utf8')) as {
      auths: object
    }
    expect(Object.keys(auths).toSorted()).toEqual([registry.host, other.host].toSorted())
  })

  it.each(['basic', 'token'])('keeps nothing that the registry refuses (%s)', async (how) => {
    const folder = await temporaryDirectory()
    const { host } = how === 'token' ? await startRegistry({ authenticated: 'token' }) : registry
    await expect(loginTo(folder, host, 'wrong')).rejects.toEqual(withCode('unauthorized'))
    await expect(readFile(path.join(folder, 'config.json'))).rejects.toMatchObject({ code: 'ENOENT' })
  })
})

describe('logout()', () => {
  it('loses no edit of those that come at the same time', async () => {
    const folder = await temporaryDirectory()
    const hosts = Array.from({ length: 12 }, (_, number) => `r${number}.example`)
    const auths = Object.fromEntries([...hosts, 'stays.example'].map((host) => [host, { auth: 'YTpi' }]))
    await writeFiles(folder, { 'config.json': JSON.stringify({ auths }) })
    await Promise.all(hosts.map((host) => logout(folder, host)))
    const text = await readFile(path.join(folder, 'config.json'), 'utf8')
    expect(JSON.parse(text)).toEqual({ auths: { 'stays.example': { auth: 'YTpi' } } })
  })

  it('refuses a config that it cannot read, and loses nothing of it', async () => {
    const folder = await temporaryDirectory()
    await mkdir(folder, { recursive: true })
    await writeFiles(folder, { 'config.json': '{"auths": {' })
    await expect(logout(folder, 'ghcr.io')).rejects.toEqual(withCode('invalid-credentials'))
    expect(await readFile(path.join(folder, 'config.json'), 'utf8')).toBe('{"auths": {')
  })
})
