import { git, gitEnvironment, temporaryDirectory, writeFiles } from '@slipway/testing'
import { describe, expect, it } from 'vitest'
import { openRepository, type Repository } from '../index.ts'

/** A root, two branches and their merge; gives their ids in this order. */
async function createMerge(): Promise<{ repository: Repository; ids: [string, string, string, string] }> {
  const folder = await temporaryDirectory()
  const run = (...args: string[]) => git(folder, ...args)
  const commit = async (name: string, text: string) => {
    await writeFiles(folder, { [name]: text })
    await run('add', '--all')
    await run('commit', '--quiet', '--author=Zoë <zoe@example.test>', `--message=Say ${text}\n\nA body`)
    return run('rev-parse', 'HEAD')
  }
  await run('init', '--quiet', '--initial-branch=main')
  const root = await commit('a/x', '1')
  await run('switch', '--quiet', '--create', 'side')
  const side = await commit('a/y', '2')
  await run('switch', '--quiet', 'main')
  const main = await commit('b', '3')
  await run('merge', '--quiet', '--no-edit', 'side')
  const merge = await run('rev-parse', 'HEAD')
  return { repository: await openRepository(folder, { env: gitEnvironment }), ids: [root, side, main, merge] }
}

describe('Repository.readGraph()', () => {
  it('gives each commit before its parents, and leaves out what is not wanted', async () => {
    const { repository, ids } = await createMerge()
    const [root, side, main, merge] = ids
    const graph = await repository.readGraph([merge])
    expect(graph.map(({ oid }) => oid).toSorted()).toEqual([...ids].toSorted())
    expect(graph[0]).toMatchObject({ parents: [main, side], subject: "Merge branch 'side'" })
    expect(graph.at(-1)).toMatchObject({ oid: root, parents: [] })
    expect((await repository.readGraph([merge], [main])).map(({ oid }) => oid)).toEqual([merge, side])
    expect(await repository.readGraph([])).toEqual([])
  })

  it('throws "missing-object" for what is not there', async () => {
    const { repository } = await createMerge()
    await expect(repository.readGraph(['0'.repeat(39) + '1'])).rejects.toMatchObject({
      code: 'missing-object',
    })
  })
})

describe('Repository.readDifferences()', () => {
  it('compares each commit with the one that it is told, or with nothing', async () => {
    const { repository, ids } = await createMerge()
    const [root, side, main, merge] = ids
    const found = await repository.readDifferences(
      [
        { commit: merge, with: main },
        { commit: main, with: root },
        { commit: side, with: root },
        { commit: root, with: undefined },
      ],
      ['a'],
    )
    const oidOf = new Map((await repository.listTree(merge)).map(({ path, oid }) => [path, oid]))
    const added = (path: string) => [{ path, before: undefined, after: oidOf.get(path) }]
    expect([...found]).toEqual([
      [merge, added('a/y')],
      [side, added('a/y')],
      [root, added('a/x')],
    ])
    expect(await repository.readDifferences([], ['a'])).toEqual(new Map())
  })
})

describe('Repository.readCommits()', () => {
  it('gives them in their order, with who wrote them', async () => {
    const { repository, ids } = await createMerge()
    const [root, , main] = ids
    expect(await repository.readCommits([main, root])).toMatchObject([
      { parents: [root], message: 'Say 3\n\nA body\n' },
      {
        parents: [],
        author: { name: 'Zoë', email: 'zoe@example.test', time: expect.any(Number) as number },
        committer: { name: 'Test Committer' },
      },
    ])
    await expect(repository.readCommits(['f'.repeat(40)])).rejects.toMatchObject({ code: 'missing-object' })
  })
})
