import {
  createBareRepository as createRemote,
  git,
  gitEnvironment,
  temporaryDirectory,
  writeFiles,
} from '@slipway/testing'
import { chmod, readdir, stat, symlink, utimes, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { openRepository, type Repository } from './index.ts'

const options = { env: gitEnvironment }

async function createWorkTree(files: Record<string, string>): Promise<[Repository, string]> {
  const directory = await temporaryDirectory()
  await git(directory, 'init', '--quiet', '--initial-branch=main')
  await commit(directory, files)
  return [await openRepository(directory, options), directory]
}

async function commit(directory: string, files: Record<string, string>): Promise<string> {
  await writeFiles(directory, files)
  await git(directory, 'add', '--all')
  await git(directory, 'commit', '--quiet', '--allow-empty', '--message=Change')
  return git(directory, 'rev-parse', 'HEAD')
}

describe('openRepository()', () => {
  it('throws "not-a-repository" for any other folder, and "no-git" for none', async () => {
    const directory = await temporaryDirectory()
    await expect(openRepository(directory, options)).rejects.toMatchObject({ code: 'not-a-repository' })
    await expect(openRepository(path.join(directory, 'none'), options)).rejects.toMatchObject({
      code: 'no-git',
    })
  })

  it('is not led astray by the variables that Git sets for its hooks', async () => {
    const [, directory] = await createWorkTree({ a: '1' })
    const [, other] = await createWorkTree({ b: '1' })
    process.env['GIT_DIR'] = path.join(other, '.git')
    try {
      const repository = await openRepository(directory, options)
      expect(await repository.listTree('HEAD')).toMatchObject([{ path: 'a' }])
    } finally {
      delete process.env['GIT_DIR']
    }
  })
})

describe('Repository.resolve()', () => {
  it('gives the commit of a branch, a tag or an abbreviation, and undefined for what is none', async () => {
    const [repository, directory] = await createWorkTree({ a: '1' })
    const head = await git(directory, 'rev-parse', 'HEAD')
    await git(directory, 'tag', '--annotate', '--message=v1', 'v1')
    expect(await repository.resolve('main')).toBe(head)
    expect(await repository.resolve('v1')).toBe(head)
    expect(await repository.resolve(head.slice(0, 8))).toBe(head)
    const none = ['nothing', '--all', '-x', 'main..main', '', 'HEAD:a', '0'.repeat(40), '--output=/tmp/x']
    for (const revision of none) expect(await repository.resolve(revision), revision).toBeUndefined()
  })
})

describe('Repository.listTree()', () => {
  it('lists files with their modes and ids, only the wanted ones when paths are given', async () => {
    const [repository, directory] = await createWorkTree({
      'a/b.txt': '1',
      'a/c.txt': '2',
      'x y/ü\n.txt': '3',
    })
    await chmod(path.join(directory, 'a/b.txt'), 0o755)
    const head = await commit(directory, {})
    expect((await repository.listTree(head)).map(({ path: name, mode }) => [name, mode])).toEqual([
      ['a/b.txt', '100755'],
      ['a/c.txt', '100644'],
      ['x y/ü\n.txt', '100644'],
    ])
    expect((await repository.listTree(head, ['a/c.txt', 'none', '*'])).map((entry) => entry.path)).toEqual([
      'a/c.txt',
    ])
    expect(await repository.listTree(head, ['a'])).toHaveLength(2)
  })

  it('throws "unknown-revision", also for a name that looks like an option', async () => {
    const [repository] = await createWorkTree({ a: '1' })
    for (const name of ['none', '--help', '-d']) {
      await expect(repository.listTree(name)).rejects.toMatchObject({ code: 'unknown-revision' })
    }
  })
})

describe('Repository.readBlobs()', () => {
  it('gives contents in the order of their ids, and throws "missing-object" for one that is not here', async () => {
    const [repository] = await createWorkTree({ a: '1', b: '2' })
    const oids = (await repository.listTree('HEAD')).map(({ oid }) => oid)
    expect((await repository.readBlobs(oids.toReversed())).map(String)).toEqual(['2', '1'])
    const absent = repository.readBlobs([...oids, '1'.repeat(40)])
    await expect(absent).rejects.toMatchObject({ code: 'missing-object' })
  })
})

describe('Repository.readFiles()', () => {
  it('gives contents byte by byte, and leaves out what is not there', async () => {
    const [repository, directory] = await createWorkTree({ 'a/b': 'one\n', '-n': 'two', empty: '' })
    await writeFile(path.join(directory, 'binary'), Buffer.from([0, 255, 10, 13]))
    await commit(directory, {})
    const files = await repository.readFiles('HEAD', ['a/b', '-n', 'empty', 'binary', 'none', 'a'])
    expect(Object.fromEntries(files)).toEqual({
      'a/b': Buffer.from('one\n'),
      '-n': Buffer.from('two'),
      empty: Buffer.from(''),
      binary: Buffer.from([0, 255, 10, 13]),
    })
  })

  it('takes more paths than one command line', async () => {
    const files = Object.fromEntries(Array.from({ length: 900 }, (_, index) => [`f/${index}`, String(index)]))
    const [repository] = await createWorkTree(files)
    const read = await repository.readFiles('HEAD', Object.keys(files))
    expect(read.size).toBe(900)
    expect(read.get('f/899')?.toString()).toBe('899')
  })
})

describe('Repository.isAncestor()', () => {
  it('knows both directions, and that branches are neither', async () => {
    const [repository, directory] = await createWorkTree({ a: '1' })
    const first = await git(directory, 'rev-parse', 'HEAD')
    const second = await commit(directory, { a: '2' })
    await git(directory, 'checkout', '--quiet', '-b', 'other', first)
    const other = await commit(directory, { a: '3' })
    expect(await repository.isAncestor(first, second)).toBe(true)
    expect(await repository.isAncestor(second, second)).toBe(true)
    expect(await repository.isAncestor(second, first)).toBe(false)
    expect(await repository.isAncestor(second, other)).toBe(false)
    expect(await repository.isRelated(second, other)).toBe(true)
    await expect(repository.isAncestor('0'.repeat(40), first)).rejects.toMatchObject({
      code: 'unknown-revision',
    })
  })

  it('throws "shallow" instead of a guess when a shallow clone hides the answer', async () => {
    const [, directory] = await createWorkTree({ a: '1' })
    const first = await git(directory, 'rev-parse', 'HEAD')
    const second = await commit(directory, { a: '2' })
    await git(directory, 'checkout', '--quiet', '-b', 'other', first)
    await commit(directory, { a: '3' })
    await git(directory, 'config', 'uploadpack.allowAnySHA1InWant', 'true')
    const clone = path.join(await temporaryDirectory(), 'clone')
    await git(directory, 'clone', '--quiet', '--depth=1', '--no-single-branch', `file://${directory}`, clone)
    const repository = await openRepository(clone, options)
    await expect(repository.isAncestor(second, 'origin/other')).rejects.toMatchObject({ code: 'shallow' })
    await expect(repository.isAncestor(first, second)).rejects.toMatchObject({ code: 'shallow' })
    await expect(repository.isRelated(second, 'origin/other')).rejects.toMatchObject({ code: 'shallow' })
    const third = await commit(clone, { a: '4' })
    expect(await repository.isAncestor('origin/other', third)).toBe(true)
    expect(await repository.isAncestor(third, 'origin/other')).toBe(false)
  })

  it('knows unrelated histories', async () => {
    const [repository, directory] = await createWorkTree({ a: '1' })
    await git(directory, 'checkout', '--quiet', '--orphan', 'island')
    await commit(directory, { b: '1' })
    expect(await repository.isRelated('main', 'island')).toBe(false)
  })
})

describe('Repository.workTree()', () => {
  it('gives the tree that a commit of everything would have, and leaves the repository alone', async () => {
    const [repository, directory] = await createWorkTree({
      '.gitignore': '*.log\n',
      a: '1',
      gone: '1',
      staged: '1',
    })
    await writeFiles(directory, { a: '2', 'new/b': '3', 'x.log': 'ignored', staged: '2' })
    await git(directory, 'rm', '--quiet', 'gone')
    await git(directory, 'add', 'staged')
    const objects = await countFiles(path.join(directory, '.git/objects'))
    const before = await git(directory, 'status', '--porcelain')
    const tree = await repository.workTree()
    expect(await repository.status()).toEqual(['a', 'gone', 'staged', 'new/'])
    expect(await git(directory, 'status', '--porcelain')).toBe(before)
    expect(await countFiles(path.join(directory, '.git/objects'))).toBe(objects)
    expect((await tree.repository.listTree(tree.tree)).map((entry) => entry.path)).toEqual([
      '.gitignore',
      'a',
      'new/b',
      'staged',
    ])
    expect((await tree.repository.readFiles(tree.tree, ['new/b'])).get('new/b')?.toString()).toBe('3')
    await tree.remove()
    await commit(directory, {})
    expect(await git(directory, 'rev-parse', 'HEAD^{tree}')).toBe(tree.tree)
    expect(await repository.status()).toEqual([])
  })

  it('sees a file that was written in the same instant as the index', async () => {
    const [repository, directory] = await createWorkTree({ a: '1' })
    const instant = 1_700_000_000
    await utimes(path.join(directory, 'a'), instant, instant)
    await git(directory, 'update-index', '--refresh')
    await utimes(path.join(directory, '.git/index'), instant, instant)
    const { size } = await stat(path.join(directory, 'a'))
    await writeFile(path.join(directory, 'a'), '2')
    await utimes(path.join(directory, 'a'), instant, instant)
    expect((await stat(path.join(directory, 'a'))).size).toBe(size)
    await using tree = await repository.workTree()
    expect((await tree.repository.readFiles(tree.tree, ['a'])).get('a')?.toString()).toBe('2')
  })

  it('works before the first commit and from a folder below the root', async () => {
    const directory = await temporaryDirectory()
    await git(directory, 'init', '--quiet')
    await writeFiles(directory, { 'a/b': '1', c: '2' })
    const repository = await openRepository(path.join(directory, 'a'), options)
    await using tree = await repository.workTree()
    expect(await tree.repository.listTree(tree.tree)).toHaveLength(2)
    expect(await repository.root()).toBe(directory)
  })
})

describe('Repository.root()', () => {
  it('is the real path, also from a link to a folder below it, and nothing in a bare repository', async () => {
    const [, directory] = await createWorkTree({ 'a/b': '1' })
    const link = path.join(await temporaryDirectory(), 'link')
    await symlink(path.join(directory, 'a'), link)
    expect(await (await openRepository(link)).root()).toBe(directory)
    const bare = await openRepository(path.join(directory, '.git'))
    await expect(bare.root()).rejects.toMatchObject({ code: 'failed' })
  })
})

describe('Repository.writeTree()', () => {
  it('gives the tree that Git itself would write', async () => {
    const [repository, directory] = await createWorkTree({
      'a/b/c': '1',
      'a/b/run.sh': '1',
      'a/gone/only': '1',
      'a-b': '1',
      'z/keep': '1',
    })
    await chmod(path.join(directory, 'a/b/run.sh'), 0o755)
    const head = await commit(directory, {})
    const tree = await repository.writeTree(
      head,
      new Map<string, string | Uint8Array | null>([
        ['a/b/c', '2'],
        ['a/b/run.sh', 'x'],
        ['a/gone/only', null],
        ['new/deep/ü', Buffer.from([0, 1])],
        ['none/at/all', null],
      ]),
    )
    await git(directory, 'rm', '--quiet', 'a/gone/only')
    await writeFiles(directory, {
      'a/b/c': '2',
      'a/b/run.sh': 'x',
      'new/deep/ü': Buffer.from([0, 1]).toString(),
    })
    await commit(directory, {})
    expect(tree).toBe(await git(directory, 'rev-parse', 'HEAD^{tree}'))
  })

  it('writes a first tree, and an empty one', async () => {
    const [repository, directory] = await createWorkTree({ a: '1' })
    expect(await repository.writeTree(undefined, new Map([['a', '1']]))).toBe(
      await git(directory, 'rev-parse', 'HEAD^{tree}'),
    )
    expect(
      await repository.writeTree(await git(directory, 'rev-parse', 'HEAD'), new Map([['a', null]])),
    ).toBe('4b825dc642cb6eb9a060e54bf8d69288fbee4904')
  })

  it('refuses paths that leave the tree, and a file in the place of a folder', async () => {
    const [repository, directory] = await createWorkTree({ 'a/b': '1' })
    const head = await git(directory, 'rev-parse', 'HEAD')
    for (const name of ['../x', '/x', 'a//b', '.git/config', 'a/.GIT/x', '', 'a/', 'x\ny']) {
      await expect(repository.writeTree(head, new Map([[name, '']])), name).rejects.toMatchObject({
        code: 'invalid-path',
      })
    }
    await expect(repository.writeTree(head, new Map([['a', '']]))).rejects.toMatchObject({
      code: 'path-conflict',
    })
    await expect(repository.writeTree(head, new Map([['a/b/c', '']]))).rejects.toMatchObject({
      code: 'path-conflict',
    })
  })
})

describe('Repository.commitTree()', () => {
  it('names the author that it is given, else whom Git is configured to name', async () => {
    const [repository, directory] = await createWorkTree({ a: '1' })
    const { tree } = await repository.readCommit(await git(directory, 'rev-parse', 'HEAD'))
    const given = await repository.commitTree({
      tree,
      parents: [],
      message: 'Sentence\n\nKey: value',
      author: { name: 'Ann', email: 'ann@example.test' },
    })
    expect(
      await git(directory, 'log', '-1', '--format=%an %ae %cn|%s|%(trailers:key=Key,valueonly)', given),
    ).toBe('Ann ann@example.test Ann|Sentence|value\n')
    const configured = await repository.commitTree({ tree, parents: [given], message: 'x' })
    expect(await git(directory, 'log', '-1', '--format=%an|%P', configured)).toBe(`Test Author|${given}`)
    expect(await repository.readCommit(configured)).toMatchObject({ tree, parents: [given], message: 'x\n' })
  })

  it('throws "no-identity" when nobody is configured', async () => {
    const [, directory] = await createWorkTree({ a: '1' })
    await git(directory, 'config', 'user.useConfigOnly', 'true')
    const none = Object.fromEntries(
      ['AUTHOR', 'COMMITTER']
        .flatMap((who) => [`GIT_${who}_NAME`, `GIT_${who}_EMAIL`])
        .map((name) => [name, undefined]),
    )
    const repository = await openRepository(directory, { env: { ...gitEnvironment, ...none } })
    const { tree } = await repository.readCommit(await git(directory, 'rev-parse', 'HEAD'))
    await expect(repository.commitTree({ tree, parents: [], message: 'x' })).rejects.toMatchObject({
      code: 'no-identity',
    })
  })

  it('signs when Git is configured to sign', async () => {
    const [repository, directory] = await createWorkTree({ a: '1' })
    const program = path.join(directory, 'sign')
    await writeFile(
      program,
      '#!/bin/sh\ncat >/dev/null\necho "[GNUPG:] SIG_CREATED " >&2\necho "-----BEGIN PGP SIGNATURE-----"\n',
    )
    await chmod(program, 0o755)
    await git(directory, 'config', 'gpg.program', program)
    await git(directory, 'config', 'commit.gpgSign', 'true')
    const { tree } = await repository.readCommit(await git(directory, 'rev-parse', 'HEAD'))
    const signed = await repository.commitTree({ tree, parents: [], message: 'x' })
    expect(await git(directory, 'cat-file', 'commit', signed)).toContain(
      'gpgsig -----BEGIN PGP SIGNATURE-----',
    )
    await git(directory, 'config', 'gpg.program', '/bin/false')
    await expect(repository.commitTree({ tree, parents: [], message: 'x' })).rejects.toMatchObject({
      code: 'signing-failed',
    })
  })
})

describe('Repository.remoteUrl()', () => {
  it('gives the URL as it is configured', async () => {
    const [repository, directory] = await createWorkTree({ a: '1' })
    await git(directory, 'remote', 'add', 'origin', await createRemote())
    expect(await repository.remoteUrl('origin')).toMatch(/origin\.git$/)
    expect(await repository.remoteUrl('--all')).toBeUndefined()
  })
})

async function countFiles(directory: string): Promise<number> {
  const entries = await readdir(directory, { recursive: true, withFileTypes: true })
  return entries.filter((entry) => entry.isFile()).length
}
