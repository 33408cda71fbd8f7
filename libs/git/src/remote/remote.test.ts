import {
  createBareRepository as createRemote,
  git,
  gitEnvironment,
  serveRepository,
  temporaryDirectory,
} from '@slipway/testing'
import { chmod, writeFile } from 'node:fs/promises'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import path from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { createBareRepository, type Repository } from '../index.ts'

const servers: Server[] = []

afterAll(() => {
  for (const server of servers) server.close()
})

async function createScratch(env: Record<string, string> = {}): Promise<Repository> {
  const directory = path.join(await temporaryDirectory(), 'scratch')
  return createBareRepository(directory, { env: { ...gitEnvironment, ...env } })
}

/** A commit on the tip of `main` that changes one file, ready to be pushed. */
async function commitOn(
  scratch: Repository,
  url: string,
  text: string,
): Promise<{ tip: string; commit: string }> {
  await scratch.fetch(url, ['+refs/heads/main:refs/tip'], { depth: 1, filter: 'blob:none' })
  const tip = (await scratch.resolve('refs/tip')) ?? ''
  const tree = await scratch.writeTree(tip, new Map([['a/b', text]]))
  return { tip, commit: await scratch.commitTree({ tree, parents: [tip], message: 'Change' }) }
}

const transports = [
  ['file', async (bare: string) => `file://${bare}`],
  ['path', async (bare: string) => bare],
  ['HTTP', (bare: string) => serveRepository(bare)],
] as const

describe.each(transports)('Repository over %s', (_, urlOf) => {
  it('fetches a tip without the contents of files, then those it is asked for', async () => {
    const bare = await createRemote({ 'a/b': 'one', 'c/d': 'two', 'c/e': 'three' })
    await git(bare, 'config', 'http.receivepack', 'true')
    const url = await urlOf(bare)
    const scratch = await createScratch()
    await scratch.fetch(url, ['+refs/heads/main:refs/tip'], { depth: 1, filter: 'blob:none' })
    const entries = await scratch.listTree('refs/tip')
    expect(entries.map((entry) => entry.path)).toEqual(['a/b', 'c/d', 'c/e'])
    expect(await countObjects(scratch, 'blob')).toBe(0)
    await scratch.fetchObjects(
      url,
      entries.slice(0, 2).map(({ oid }) => oid),
    )
    expect(await countObjects(scratch, 'blob')).toBe(2)
    expect((await scratch.readFiles('refs/tip', ['a/b', 'c/d'])).get('c/d')?.toString()).toBe('two')
  })

  it('pushes refs together, each only from where it is expected', async () => {
    const bare = await createRemote({ 'a/b': 'one' })
    await git(bare, 'config', 'http.receivepack', 'true')
    const url = await urlOf(bare)
    const scratch = await createScratch()
    const { tip, commit } = await commitOn(scratch, url, 'two')
    const branch = { ref: 'refs/heads/main', oid: commit, expected: tip }
    const marker = { ref: 'refs/slipway/x/y', oid: tip, expected: undefined }
    await scratch.push(url, [branch, marker])
    expect(await scratch.listRemote(url)).toEqual(
      new Map([
        [branch.ref, commit],
        [marker.ref, tip],
      ]),
    )
    expect(await scratch.listRemote(url, ['refs/slipway/*'])).toEqual(new Map([[marker.ref, tip]]))

    const before = await git(bare, 'for-each-ref')
    const next = await commitOn(scratch, url, 'three')
    await expect(
      scratch.push(url, [
        { ...branch, oid: next.commit, expected: next.tip },
        { ...marker, oid: commit },
      ]),
    ).rejects.toMatchObject({ code: 'tip-moved' })
    await expect(
      scratch.push(url, [
        { ...branch, oid: next.commit },
        { ...marker, expected: tip },
      ]),
    ).rejects.toMatchObject({ code: 'tip-moved' })
    expect(await git(bare, 'for-each-ref')).toBe(before)
    await git(bare, 'fsck', '--strict')
  })

  it('throws "rejected" with the words of a hook', async () => {
    const bare = await createRemote({ 'a/b': 'one' })
    await git(bare, 'config', 'http.receivepack', 'true')
    const hook = path.join(bare, 'hooks/pre-receive')
    await writeFile(hook, '#!/bin/sh\necho "cannot lock ref: ask Ann" >&2\nexit 1\n')
    await chmod(hook, 0o755)
    const url = await urlOf(bare)
    const scratch = await createScratch()
    const { tip, commit } = await commitOn(scratch, url, 'two')
    await expect(
      scratch.push(url, [{ ref: 'refs/heads/main', oid: commit, expected: tip }]),
    ).rejects.toMatchObject({
      code: 'rejected',
      message: expect.stringContaining('ask Ann'),
    })
  })
})

describe('Repository.writeTree() in a partial clone', () => {
  it('needs no contents of files, also to see a file in the place of a folder', async () => {
    const bare = await createRemote({ 'a/b': 'one', file: 'two' })
    const scratch = await createScratch()
    await scratch.fetch(`file://${bare}`, ['+refs/heads/main:refs/tip'], { depth: 1, filter: 'blob:none' })
    const tip = (await scratch.resolve('refs/tip')) ?? ''
    const tree = await scratch.writeTree(tip, new Map([['a/c', 'three']]))
    expect((await scratch.listTree(tree)).map((entry) => entry.path)).toEqual(['a/b', 'a/c', 'file'])
    await expect(scratch.writeTree(tip, new Map([['file/x', '']]))).rejects.toMatchObject({
      code: 'path-conflict',
    })
    expect(await countObjects(scratch, 'blob')).toBe(1)
  })
})

describe('Repository.fetch()', () => {
  it('fetches everything from a server that knows no filter, and the whole history where it knows no depth', async () => {
    const bare = await createRemote({ 'a/b': 'one' })
    await git(bare, 'config', 'uploadpack.allowFilter', 'false')
    const scratch = await createScratch()
    await scratch.fetch(`file://${bare}`, ['+refs/heads/main:refs/tip'], { depth: 1, filter: 'blob:none' })
    expect((await scratch.readFiles('refs/tip', ['a/b'])).size).toBe(1)
    await scratch.fetchObjects(
      '/nowhere.git',
      (await scratch.listTree('refs/tip')).map(({ oid }) => oid),
    )
  })

  it('throws "unknown-revision" for a branch that is not there', async () => {
    const scratch = await createScratch()
    const bare = await createRemote({ a: '1' })
    await expect(scratch.fetch(bare, ['refs/heads/none'])).rejects.toMatchObject({ code: 'unknown-revision' })
  })

  it('writes the URL to no file, as it may hold a token', async () => {
    const bare = await createRemote({ a: '1' })
    const scratch = await createScratch()
    await scratch.fetch(`file://${bare}`, ['+refs/heads/main:refs/tip'], { depth: 1, filter: 'blob:none' })
    expect(await git(scratch.directory, 'config', '--list', '--local')).not.toContain(bare)
  })

  it.each(['--upload-pack=touch pwned', '-x', 'ext::sh -c "touch pwned"'])(
    'runs nothing for the URL %j',
    async (url) => {
      const scratch = await createScratch()
      await expect(scratch.fetch(url, ['main'])).rejects.toMatchObject({ code: 'unreachable' })
      await expect(
        scratch.push(url, [{ ref: 'refs/heads/x', oid: '0'.repeat(40), expected: undefined }]),
      ).rejects.toThrow('Cannot push')
      expect(await git(scratch.directory, 'config', '--list', '--local')).not.toContain('pwned')
    },
  )
})

describe('GitError', () => {
  it.each([
    [401, 'permission-denied'],
    [403, 'permission-denied'],
    [404, 'unreachable'],
    [500, 'unreachable'],
  ])('says what an HTTP status %d means', async (status, code) => {
    const url = await serveRepository('/nowhere.git', { refuse: () => status })
    const scratch = await createScratch()
    await expect(scratch.listRemote(url)).rejects.toMatchObject({ code })
  })

  it('says that a repository may be read and not written', async () => {
    const bare = await createRemote({ 'a/b': '1' })
    const url = await serveRepository(bare, {
      refuse: (request) => (request.includes('git-receive-pack') ? 403 : undefined),
    })
    const scratch = await createScratch()
    const { tip, commit } = await commitOn(scratch, url, 'two')
    await expect(
      scratch.push(url, [{ ref: 'refs/heads/main', oid: commit, expected: tip }]),
    ).rejects.toMatchObject({
      code: 'permission-denied',
    })
  })

  it('has no credentials of a URL in it', async () => {
    const scratch = await createScratch()
    const url = (await serveRepository('/nowhere.git', { refuse: () => 401 })).replace('//', '//robot:t0ken@')
    const error = await scratch.fetch(url, ['main']).catch((reason: unknown) => reason)
    expect(error).toMatchObject({ code: 'permission-denied' })
    expect(JSON.stringify({ ...(error as Error), message: (error as Error).message })).not.toMatch(
      /t0ken|robot/,
    )
  })

  it('says that it was aborted', async () => {
    const silent = createServer(() => {})
    servers.push(silent)
    await new Promise<void>((resolve) => void silent.listen(0, '127.0.0.1', resolve))
    const controller = new AbortController()
    const directory = path.join(await temporaryDirectory(), 'scratch')
    const scratch = await createBareRepository(directory, { env: gitEnvironment, signal: controller.signal })
    silent.once('request', () => controller.abort())
    const url = `http://127.0.0.1:${(silent.address() as AddressInfo).port}/a.git`
    await expect(scratch.listRemote(url)).rejects.toMatchObject({ code: 'aborted' })
    silent.closeAllConnections()
  })
})

describe('Repository.push()', () => {
  it('goes where the remote of that URL is pushed to, as Git does', async () => {
    const [there, elsewhere] = [await createRemote({ 'a/b': 'one' }), await createRemote({ 'a/b': 'one' })]
    const own = await temporaryDirectory()
    await git(own, 'clone', '--quiet', there, 'clone')
    const clone = path.join(own, 'clone')
    await git(clone, 'remote', 'set-url', '--push', 'origin', elsewhere)
    const { openRepository } = await import('../index.ts')
    const configuredAs = await openRepository(clone, { env: gitEnvironment })
    const directory = path.join(await temporaryDirectory(), 'scratch')
    const scratch = await createBareRepository(directory, { env: gitEnvironment, configuredAs })
    const { tip, commit } = await commitOn(scratch, there, 'two')
    await scratch.push(there, [{ ref: 'refs/heads/main', oid: commit, expected: tip }])
    expect(await git(there, 'rev-parse', 'main')).toBe(tip)
    expect(await git(elsewhere, 'rev-parse', 'main')).toBe(commit)
    await scratch.push(`file://${there}`, [{ ref: 'refs/heads/main', oid: commit, expected: tip }])
    expect(await git(there, 'rev-parse', 'main')).toBe(commit)
  })
})

describe('createBareRepository()', () => {
  it('takes the configuration of another repository: identity, signing, credentials', async () => {
    const other = await temporaryDirectory()
    await git(other, 'init', '--quiet')
    await git(other, 'config', 'user.name', 'Ann')
    await git(other, 'config', 'core.worktree', other)
    const { openRepository } = await import('../index.ts')
    const configuredAs = await openRepository(other, { env: gitEnvironment })
    const directory = path.join(await temporaryDirectory(), 'scratch')
    const scratch = await createBareRepository(directory, { env: gitEnvironment, configuredAs })
    expect(await git(directory, 'config', 'user.name')).toBe('Ann')
    expect(await git(directory, 'rev-parse', '--is-bare-repository')).toBe('true')
    const bare = await createRemote({ 'a/b': '1' })
    await scratch.fetch(`file://${bare}`, ['+refs/heads/main:refs/tip'], { depth: 1, filter: 'blob:none' })
    expect(await scratch.listTree('refs/tip')).toHaveLength(1)
  })
})

async function countObjects(scratch: Repository, type: string): Promise<number> {
  const args = ['cat-file', '--batch-all-objects', '--batch-check=%(objecttype)']
  return (await git(scratch.directory, ...args)).split('\n').filter((line) => line === type).length
}
