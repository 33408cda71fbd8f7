import {
  createBareRepository as createRemote,
  git,
  gitEnvironment,
  serveRepository,
  temporaryDirectory,
} from '@slipway/testing'
import { chmod, readdir, readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { createBareRepository, type Repository } from '../index.ts'

const files = Object.fromEntries(
  ['staging', 'production'].flatMap((environment) =>
    ['carts', 'orders', 'web'].flatMap((service) =>
      ['a', 'b'].map((name) => [
        `overlays/${environment}/${service}/${name}`,
        `${environment} ${service} ${name}`,
      ]),
    ),
  ),
)
const refspec = '+refs/heads/main:refs/fetched/tip'

interface Place {
  readonly url: string
  readonly env?: Record<string, string>
}

/** Runs the command for the host on this machine, as ssh would there; without a version where the server is old. */
async function sshTo(bare: string, old = false): Promise<Place> {
  const program = path.join(await temporaryDirectory(), 'ssh')
  await writeFile(
    program,
    `#!/bin/sh\n${old ? 'unset GIT_PROTOCOL\n' : ''}for last; do :; done\nexec sh -c "$last"\n`,
  )
  await chmod(program, 0o755)
  return { url: `git@host.test:${bare}`, env: { GIT_SSH_COMMAND: program } }
}

const direct: Record<string, (bare: string) => Promise<Place>> = {
  path: async (bare) => ({ url: bare }),
  file: async (bare) => ({ url: `file://${bare}` }),
  HTTP: async (bare) => ({ url: await serveRepository(bare) }),
  ssh: async (bare) => sshTo(bare),
  'a rewritten URL': async (bare) => ({
    url: `work:${path.basename(bare)}`,
    env: {
      GIT_CONFIG_COUNT: '1',
      GIT_CONFIG_KEY_0: `url.${path.dirname(bare)}/.insteadOf`,
      GIT_CONFIG_VALUE_0: 'work:',
    },
  }),
}

async function createScratch(env: Record<string, string> = {}, sharedObjects?: string): Promise<Repository> {
  const directory = path.join(await temporaryDirectory(), 'scratch')
  return createBareRepository(directory, { env: { ...gitEnvironment, ...env }, sharedObjects })
}

async function countObjects(scratch: Repository): Promise<Record<string, number>> {
  const args = ['cat-file', '--batch-all-objects', '--batch-check=%(objecttype)']
  const counts: Record<string, number> = {}
  for (const type of (await git(scratch.directory, ...args)).split('\n').filter(Boolean))
    counts[type] = (counts[type] ?? 0) + 1
  return counts
}

async function readTexts(scratch: Repository, url: string, paths: string[]): Promise<Record<string, string>> {
  const remote = scratch.remote(url)
  const tips = await remote.fetchTips([refspec])
  const contents = await remote.readFiles(tips.get('refs/fetched/tip') ?? '', paths)
  return Object.fromEntries([...contents].map(([name, text]) => [name, text.toString()]))
}

describe.each(Object.entries(direct))('RemoteReader over %s', (_, placeOf) => {
  it('fetches the folders on the way to a file and the file, and nothing beside them', async () => {
    const { url, env } = await placeOf(await createRemote(files))
    await using scratch = await createScratch(env)
    const wanted = ['overlays/staging/orders/a', 'overlays/staging/none/a', 'none', 'overlays/staging/web']
    expect(await readTexts(scratch, url, wanted)).toEqual({ 'overlays/staging/orders/a': 'staging orders a' })
    expect(await countObjects(scratch)).toEqual({ commit: 1, tree: 4, blob: 1 })
  })

  it('lists everything in folders, in two round trips at most', async () => {
    const { url, env } = await placeOf(await createRemote(files))
    await using scratch = await createScratch(env)
    const remote = scratch.remote(url)
    const tip = (await remote.fetchTips([refspec])).get('refs/fetched/tip') ?? ''
    const listed = await remote.listFiles(tip, ['overlays/staging/orders', 'overlays/production'])
    expect(listed.map((file) => file.path)).toEqual(
      Object.keys(files)
        .filter((name) => /production|staging\/orders/.test(name))
        .toSorted(),
    )
    expect((await remote.listFiles(tip, [''])).map((file) => file.path)).toEqual(
      Object.keys(files).toSorted(),
    )
    expect(await countObjects(scratch)).not.toHaveProperty('blob')
  })

  it('asks for nothing that a shared folder has from the last time, and for what is new since', async () => {
    const bare = await createRemote(files)
    const { url, env } = await placeOf(bare)
    const shared = path.join(await temporaryDirectory(), 'objects')
    const wanted = ['overlays/staging/orders/a']
    await using first = await createScratch(env, shared)
    await readTexts(first, url, wanted)
    await using second = await createScratch(env, shared)
    expect(await readTexts(second, url, wanted)).toEqual({ 'overlays/staging/orders/a': 'staging orders a' })
    expect(await countObjects(second)).toEqual({ commit: 1, tree: 4, blob: 1 })
    await using own = await createScratch(env)
    const tip = (await own.remote(url).fetchTips([refspec])).get('refs/fetched/tip') ?? ''
    await own.remote(url).bringFolders(tip, wanted)
    const tree = await own.writeTree(tip, new Map([['overlays/staging/orders/a', 'new']]))
    const oid = await own.commitTree({ tree, parents: [tip], message: 'New' })
    await git(bare, 'config', 'http.receivepack', 'true')
    await own.push(url, [{ ref: 'refs/heads/main', oid, expected: tip }])
    expect(await readTexts(second, url, wanted)).toEqual({ 'overlays/staging/orders/a': 'new' })
    expect(await countObjects(second)).toEqual({ commit: 2, tree: 8, blob: 2 })
  })
})

describe('RemoteReader', () => {
  it('fetches what it found above along with the folders of the next depth', async () => {
    const trace = path.join(await temporaryDirectory(), 'trace')
    await using scratch = await createScratch({ GIT_TRACE: trace })
    const url = `file://${await createRemote({ ...files, top: 'Top' })}`
    expect(await readTexts(scratch, url, ['top', 'overlays/staging'])).toEqual({ top: 'Top' })
    // The commit, the root, and the next folder with the file at the top, which takes no round trip of its own.
    expect((await readFile(trace, 'utf8')).match(/run_command: git .*pack-objects/g)).toHaveLength(3)
  })

  it('takes everything from a server that can leave nothing out, and the next time only what is new', async () => {
    const bare = await createRemote(files)
    await git(bare, 'config', 'uploadpack.allowFilter', 'false')
    const shared = path.join(await temporaryDirectory(), 'objects')
    await using scratch = await createScratch({}, shared)
    expect(await readTexts(scratch, `file://${bare}`, ['overlays/staging/orders/a'])).not.toEqual({})
    expect(await countObjects(scratch)).toEqual({ commit: 1, tree: 10, blob: 12 })
    expect(await readFile(path.join(shared, 'info/whole'), 'utf8')).toMatch(/^[0-9a-f]{40}\n$/)
  })

  it('stores many objects as a pack', async () => {
    const many = Object.fromEntries(
      Array.from({ length: 300 }, (_, index) => [`f/${index}`, `text ${index}`]),
    )
    const bare = await createRemote(many)
    await using scratch = await createScratch()
    expect(await readTexts(scratch, bare, Object.keys(many))).toEqual(many)
    expect(await readdir(path.join(scratch.directory, 'objects/pack'))).toHaveLength(2)
  })

  it('leaves servers of an older protocol to Git', async () => {
    const bare = await createRemote(files)
    const { url, env } = await sshTo(bare, true)
    await using scratch = await createScratch(env)
    expect(await readTexts(scratch, url, ['overlays/staging/orders/a'])).not.toEqual({})
    expect(await git(scratch.directory, 'for-each-ref', '--format=%(refname)')).toBe('refs/fetched/tip')
  })

  it.each([
    '--upload-pack=touch pwned',
    'ext::sh -c "touch pwned"',
    '-oProxyCommand=touch:pwned',
    'ssh://-x/y',
    'ssh://-Epwned@host.test/y',
    '-Epwned@host.test:y',
  ])('runs nothing for the URL %j', async (url) => {
    await using scratch = await createScratch()
    await expect(scratch.remote(url).fetchTips([refspec])).rejects.toMatchObject({ code: 'unreachable' })
    expect((await readdir(scratch.directory)).join()).not.toContain('pwned')
  })

  it('throws "unknown-revision" for a branch that is not there, and finds no ref where none begins so', async () => {
    await using scratch = await createScratch()
    const remote = scratch.remote(await createRemote(files))
    await expect(remote.fetchTips(['+refs/heads/mai:refs/x'])).rejects.toMatchObject({
      code: 'unknown-revision',
    })
    expect(await remote.fetchTips(['+refs/none/*:refs/x/*', '+refs/heads/m*:refs/y/*'])).toHaveProperty(
      'size',
      1,
    )
  })

  it('ends what it started, also when it is aborted', async () => {
    const controller = new AbortController()
    const program = path.join(await temporaryDirectory(), 'ssh')
    await writeFile(program, '#!/bin/sh\nexec sleep 60\n')
    await chmod(program, 0o755)
    const directory = path.join(await temporaryDirectory(), 'scratch')
    const env = { ...gitEnvironment, GIT_SSH_COMMAND: program }
    await using scratch = await createBareRepository(directory, { env, signal: controller.signal })
    const fetched = scratch.remote('git@host.test:x').fetchTips([refspec])
    setImmediate(() => controller.abort())
    await expect(fetched).rejects.toMatchObject({ code: 'aborted' })
  })
})
