import {
  createBareRepository as createRemote,
  git,
  gitEnvironment,
  serveRepository,
  startProxy,
  temporaryDirectory,
} from '@slipway/testing'
import { once } from 'node:events'
import { chmod, readFile, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import path from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { createBareRepository, type Repository } from '../index.ts'

const files = Object.fromEntries(
  ['staging', 'production'].flatMap((environment) =>
    ['carts', 'orders'].map((service) => [
      `overlays/${environment}/${service}/file`,
      `${environment} ${service}`,
    ]),
  ),
)
const refspec = '+refs/heads/main:refs/fetched/tip'
const markers = '+refs/slipway/*:refs/fetched/slipway/*'

async function createScratch(env: Record<string, string> = {}, sharedObjects?: string): Promise<Repository> {
  const directory = path.join(await temporaryDirectory(), 'scratch')
  return createBareRepository(directory, { env: { ...gitEnvironment, ...env }, sharedObjects })
}

async function fetchTip(scratch: Repository, url: string): Promise<string> {
  return (await scratch.remote(url).fetchTips([refspec, markers])).get('refs/fetched/tip') ?? ''
}

function toTexts(contents: ReadonlyMap<string, Buffer>): Record<string, string> {
  return Object.fromEntries([...contents].map(([name, content]) => [name, String(content)]))
}

const one = 'overlays/staging/orders/file'

/** Reads one file, and then everything. */
async function readAll(scratch: Repository, url: string) {
  const remote = scratch.remote(url)
  const first = await remote.readFiles(await fetchTip(scratch, url), [one, 'none'])
  const tip = await fetchTip(scratch, url)
  const listed = await remote.listFiles(tip, [''])
  const every = await remote.readFiles(
    tip,
    listed.map((file) => file.path),
  )
  return [toTexts(first), toTexts(every)]
}

function asIn(wanted: Record<string, string>) {
  return [{ [one]: wanted[one] }, wanted]
}

/** A server of files alone, as any web server is one. */
async function serveFiles(bare: string): Promise<string> {
  await git(bare, 'update-server-info')
  const server = createServer(async (request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost')
    const content = await readFile(path.join(bare, path.posix.normalize(pathname))).catch(() => undefined)
    response.writeHead(content ? 200 : 404).end(content)
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => void server.close())
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/`
}

/** A program in the place of ssh, which runs on this machine what is meant for the host. */
async function sshThat(script: string): Promise<Record<string, string>> {
  const program = path.join(await temporaryDirectory(), 'ssh')
  await writeFile(program, `#!/bin/sh\nfor last; do :; done\n${script}\n`)
  await chmod(program, 0o755)
  return { GIT_SSH_COMMAND: program }
}

/** What waits for the other side does not keep the connection open. */
function cutAfter(bytes: number): string {
  return `sh -c "$last" | { dd bs=1 count=${bytes} status=none; kill -KILL $$; }`
}

const old = 'unset GIT_PROTOCOL\nexec sh -c "$last"'

async function change(bare: string): Promise<Record<string, string>> {
  const clone = path.join(await temporaryDirectory(), 'clone')
  await git('/', 'clone', '--quiet', bare, clone)
  await writeFile(path.join(clone, 'overlays/staging/carts/file'), 'changed')
  await git(clone, 'commit', '--quiet', '--all', '--message=Change')
  await git(clone, 'push', '--quiet', 'origin', 'main')
  return { ...files, 'overlays/staging/carts/file': 'changed' }
}

describe('RemoteReader', () => {
  it('reads from a web server that has nothing but files', async () => {
    const bare = await createRemote(files)
    const url = await serveFiles(bare)
    await using scratch = await createScratch()
    expect(await readAll(scratch, url)).toEqual(asIn(files))
    const changed = await change(bare)
    await git(bare, 'update-server-info')
    expect(await readAll(scratch, url)).toEqual(asIn(changed))
  })

  it.each([
    ['and refuses ids', 'true', 'false'],
    ['and can leave nothing out and refuses ids', 'false', 'false'],
  ])('reads from a server of an older protocol %s', async (_, filter, ids) => {
    const bare = await createRemote(files)
    await git(bare, 'config', 'uploadpack.allowFilter', filter)
    await git(bare, 'config', 'uploadpack.allowAnySHA1InWant', ids)
    const shared = path.join(await temporaryDirectory(), 'objects')
    const env = await sshThat(old)
    const url = `git@host.test:${bare}`
    await using scratch = await createScratch(env, shared)
    expect(await readAll(scratch, url)).toEqual(asIn(files))
    const changed = await change(bare)
    expect(await readAll(scratch, url)).toEqual(asIn(changed))
    await using next = await createScratch(env, shared)
    expect(await readAll(next, url)).toEqual(asIn(changed))
    await next.push(url, [{ ref: 'refs/heads/other', oid: await fetchTip(next, url), expected: undefined }])
    await git(bare, 'fsck', '--strict')
  })

  it.each([400, 600, 900])(
    'goes on by "git fetch" when the connection is cut after %i bytes',
    async (bytes) => {
      const bare = await createRemote(files)
      const folder = await temporaryDirectory()
      const cut = `if mkdir '${folder}/cut' 2>/dev/null; then ${cutAfter(bytes)}; fi\nexec sh -c "$last"`
      await using scratch = await createScratch(await sshThat(cut))
      expect(await readAll(scratch, `git@host.test:${bare}`)).toEqual(asIn(files))
    },
  )

  it.each([1500, 2500])(
    'goes on by "git fetch" when a connection over HTTP is cut after %i bytes',
    async (bytes) => {
      const url = new URL(await serveRepository(await createRemote(files)))
      const proxy = await startProxy(url.host)
      proxy.limits.received = bytes
      await using scratch = await createScratch()
      expect(await readAll(scratch, `http://${proxy.host}${url.pathname}`)).toEqual(asIn(files))
      expect(proxy.limits).toEqual({})
    },
  )

  it('throws GitError when every connection is cut', async () => {
    const bare = await createRemote(files)
    for (const bytes of [0, 100, 400, 600]) {
      await using scratch = await createScratch(await sshThat(cutAfter(bytes)))
      await expect(readAll(scratch, `git@host.test:${bare}`)).rejects.toMatchObject({ name: 'GitError' })
    }
  })
})
