import { createBareRepository as createRemote, gitEnvironment, temporaryDirectory } from '@slipway/testing'
import { access, chmod, readdir, readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { deflateSync } from 'node:zlib'
import { describe, expect, it, vi } from 'vitest'
import { createBareRepository, GitError, type Repository } from '../index.ts'
import {
  greeting,
  packAnswer,
  packed,
  packOf,
  refsAnswer,
  sideband,
  sshThatSays,
} from '../testing/hostile-server.ts'
import { flushPacket, packetOf } from '../wire/packet.ts'

const refspec = '+refs/heads/main:refs/fetched/tip'
const person = 'A <a@b.test> 1700000000 +0000'

function commitOf(tree: string) {
  return packed('commit', `tree ${tree}\nauthor ${person}\ncommitter ${person}\n\nStart\n`)
}

function treeOf(items: readonly (readonly [mode: string, name: string, oid: string])[]) {
  const parts = items.flatMap(([mode, name, oid]) => [
    Buffer.from(`${mode} ${name}\0`),
    Buffer.from(oid, 'hex'),
  ])
  return packed('tree', Buffer.concat(parts))
}

async function createScratch(env: Record<string, string>, signal?: AbortSignal): Promise<Repository> {
  const directory = path.join(await temporaryDirectory(), 'scratch')
  return createBareRepository(directory, {
    env: { ...gitEnvironment, ...env },
    ...(signal && { signal }),
  })
}

/** Reads everything that a server has, as far as it gets. */
async function readAll(said: readonly (string | Buffer)[]) {
  const { url, env } = await sshThatSays(...said)
  await using scratch = await createScratch(env)
  const remote = scratch.remote(url)
  const tip = (await remote.fetchTips([refspec])).get('refs/fetched/tip') ?? ''
  const files = await remote.listFiles(tip, [''])
  return {
    scratch,
    files,
    contents: await remote.readFiles(
      tip,
      files.map((file) => file.path),
    ),
  }
}

const blob = packed('blob', 'text')
const tree = treeOf([['100644', 'file', blob.oid]])
const commit = commitOf(tree.oid)
const whole = packOf(commit, tree, blob)
const line = (oid: string) => `${oid} refs/heads/main`
const answers = (...objects: readonly ReturnType<typeof packed>[]) => [
  ...greeting,
  ...refsAnswer(line(objects[0]?.oid ?? '')),
  ...packAnswer(packOf(...objects)),
]

describe('RemoteReader at a server that keeps to the protocol', () => {
  it('reads what it says, words for people left out', async () => {
    const words = sideband(2, 'Counting objects\r'.repeat(3000))
    const [first = '', ...rest] = packAnswer(whole)
    const said = [
      ...greeting,
      ...refsAnswer(line(commit.oid)),
      first,
      ...Array<Buffer>(200).fill(words),
      ...rest,
    ]
    expect([...(await readAll(said)).contents.values()].map(String)).toEqual(['text'])
  })

  it('takes a mode with a zero before it for what it is', async () => {
    const inner = treeOf([['100644', 'file', blob.oid]])
    const outer = treeOf([['040000', 'folder', inner.oid]])
    const { files } = await readAll(answers(commitOf(outer.oid), outer, inner, blob))
    expect(files.map((file) => file.path)).toEqual(['folder/file'])
  })
})

const notCompressed = { ...blob, content: Buffer.from('not compressed') }
const bomb = { kind: 3, size: 4, content: deflateSync(Buffer.alloc(200_000_000)) }
const gigantic = { kind: 3, size: 2 ** 46, content: deflateSync(Buffer.from('text')) }
/** Claims to make 2^42 bytes of "text" by copying it again and again. */
const deltaBytes = Buffer.from([
  4,
  0x80,
  0x80,
  0x80,
  0x80,
  0x80,
  0x80,
  1,
  ...Array.from({ length: 10_000 }, (_, index) => (index % 2 === 0 ? 0x90 : 4)),
])
const deltaBomb = {
  kind: 6,
  size: deltaBytes.length,
  base: blob.content.length + 1,
  content: deflateSync(deltaBytes),
}
const ofItself = { kind: 6, size: deltaBytes.length, base: 0, content: deflateSync(deltaBytes) }
const withPack = (pack: Buffer) => [...greeting, ...refsAnswer(line(commit.oid)), ...packAnswer(pack)]
const [packBegins = '', ...pieces] = packAnswer(whole)

const hostile: Record<string, readonly (string | Buffer)[]> = {
  'says nothing': [],
  'ends within its greeting': [greeting[0] ?? ''],
  'says a length that is none': ['0 !!'],
  'says a length that is shorter than its own digits': ['0003'],
  'says a packet that is longer than what comes': ['ffffshort'],
  'says an error': [...greeting, packetOf('ERR go away')],
  'gives no id for a ref': [...greeting, ...refsAnswer('../no-file-of-anybody refs/heads/main')],
  'sends no pack': [...greeting, ...refsAnswer(line(commit.oid)), flushPacket],
  'sends another object': [...greeting, ...refsAnswer(line(commit.oid)), ...packAnswer(packOf(blob))],
  'sends a pack of no objects': withPack(packOf()),
  'sends no checksum': withPack(whole.subarray(0, 12)),
  'sends half of a pack': withPack(whole.subarray(0, 100)),
  'breaks off in a pack': [
    ...greeting,
    ...refsAnswer(line(commit.oid)),
    packBegins,
    (pieces[0] ?? '').slice(0, 90),
  ],
  'fails in a pack': [...greeting, ...refsAnswer(line(commit.oid)), packBegins, sideband(3, 'out of memory')],
  'speaks on a channel that there is none': [
    ...greeting,
    ...refsAnswer(line(commit.oid)),
    packBegins,
    sideband(7, whole),
  ],
  'sends more behind the last object': withPack(
    packOf(commit, tree, { ...blob, content: Buffer.concat([blob.content, Buffer.from('more')]) }),
  ),
  'sends what is not compressed': withPack(packOf(commit, tree, notCompressed)),
  'sends more than an object is said to be': withPack(packOf(commit, tree, bomb)),
  'says an object to be of many terabytes': withPack(packOf(commit, tree, gigantic)),
  'sends a delta that makes terabytes': withPack(packOf(commit, tree, blob, deltaBomb)),
  'sends a delta of itself': withPack(packOf(commit, tree, ofItself)),
  'leaves out a folder': answers(commit, blob),
  'leaves out a file': answers(commit, tree),
  'has a file where a folder is said to be': answers(commitOf(blob.oid), blob),
  'sends a folder that is cut': (() => {
    const cut = packed('tree', '100644 file\0short')
    return answers(commitOf(cut.oid), cut)
  })(),
  'sends a commit without a folder': answers(packed('commit', 'author nobody\n\nStart\n')),
}

describe('RemoteReader at a server that does not', () => {
  it.each(Object.entries(hostile))('throws GitError when it %s', async (_, said) => {
    const begin = process.memoryUsage().rss
    await expect(readAll(said)).rejects.toBeInstanceOf(GitError)
    expect(process.memoryUsage().rss - begin).toBeLessThan(150_000_000)
  })

  it('touches no file that the id of a folder leads to', async () => {
    const victim = path.join(await temporaryDirectory(), 'victim')
    await writeFile(victim, 'still here')
    const leading = commitOf(`${'../'.repeat(20)}${victim.slice(1)}`)
    await expect(readAll(answers(leading))).rejects.toMatchObject({ code: 'missing-object' })
    await expect(
      readAll([...greeting, ...refsAnswer(line(`${'../'.repeat(20)}${victim.slice(1)}`))]),
    ).rejects.toThrow(GitError)
    expect(await readFile(victim, 'utf8')).toBe('still here')
  })

  it('lists no more paths than there is memory for', { timeout: 30_000 }, async () => {
    const trees = [tree]
    for (let depth = 0; depth < 30; depth += 1) {
      const { oid } = trees.at(-1) ?? tree
      trees.push(
        treeOf([
          ['40000', 'a', oid],
          ['40000', 'b', oid],
        ]),
      )
    }
    const top = commitOf(trees.at(-1)?.oid ?? '')
    await expect(readAll(answers(top, ...trees, blob))).rejects.toMatchObject({ code: 'failed' })
  })

  it('ends with the signal, whatever goes on without an end', async () => {
    const folder = await temporaryDirectory()
    const program = path.join(folder, 'ssh')
    await writeFile(
      path.join(folder, 'said'),
      Buffer.concat([...greeting, packetOf('x\n')].map((one) => Buffer.from(one))),
    )
    // It has a child that keeps the output open, and does not end when it is asked to.
    await writeFile(
      program,
      `#!/bin/sh\ntrap '' TERM\ncat '${folder}/said'; echo >'${folder}/began'; sleep 8\n`,
    )
    await chmod(program, 0o755)
    const controller = new AbortController()
    await using scratch = await createScratch({ GIT_SSH_COMMAND: program }, controller.signal)
    const fetched = scratch.remote('git@host.test:x').fetchTips([refspec])
    await vi.waitFor(() => access(path.join(folder, 'began')), { timeout: 5000 })
    const begin = performance.now()
    controller.abort()
    await expect(fetched).rejects.toMatchObject({ code: 'aborted' })
    expect(performance.now() - begin).toBeLessThan(5000)
  })
})

const configured = (key: string, value: string) => ({
  GIT_CONFIG_COUNT: '1',
  GIT_CONFIG_KEY_0: key,
  GIT_CONFIG_VALUE_0: value,
})

describe('RemoteReader', () => {
  it.each([
    ['a connection of its own', {}, true],
    ['one where protocols are allowed', configured('protocol.file.allow', 'always'), true],
    ['"git fetch" where another version is wanted', configured('protocol.version', '0'), false],
    ['"git fetch" where every object is looked at', configured('fetch.fsckObjects', 'true'), false],
  ])('has one conversation at a time over %s, however many ask it', async (_, env, isOwn) => {
    const many = Object.fromEntries(
      Array.from({ length: 8 }, (__, index) => [`f${index}/file`, `text ${index}`]),
    )
    const url = await createRemote(many)
    await using scratch = await createScratch(env)
    const remote = scratch.remote(url)
    const tip = (await remote.fetchTips([refspec])).get('refs/fetched/tip') ?? ''
    const read = async (name: string) => {
      const [content] = (await remote.readFiles(tip, [name])).values()
      return [name, String(content)]
    }
    expect(Object.fromEntries(await Promise.all(Object.keys(many).map(read)))).toEqual(many)
    const packs = await readdir(path.join(scratch.directory, 'objects/pack'))
    expect(packs.length === 0).toBe(isOwn)
  })
})
