import { git, gitEnvironment, importHistory, temporaryDirectory } from '@slipway/testing'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { openRepository } from '../index.ts'

function commit(n: number, message = `Commit ${n}`) {
  return { message, files: { a: `${n}` }, time: 3600 * n }
}

/** Five commits, an hour apart, the third with a trailer; then a branch from the second with one of its own. */
async function createHistory() {
  const folder = await temporaryDirectory()
  const bare = path.join(folder, 'origin.git')
  await git(folder, 'init', '--quiet', '--bare', '--initial-branch=main', bare)
  await importHistory(bare, [
    commit(1),
    commit(2),
    commit(3, 'Third\n\nBy-Robot: yes\n'),
    commit(4),
    commit(5),
  ])
  await git(bare, 'branch', 'side', 'main~3')
  await importHistory(bare, [commit(9)], 'side')
  const oid = (revision: string) => git(bare, 'rev-parse', revision)
  return { bare, oid, repository: await openRepository(bare, { env: gitEnvironment }) }
}

describe('Repository.readDistances()', () => {
  it('counts what one has and the other lacks, both ways, and the time between', async () => {
    const { repository, oid } = await createHistory()
    const [main, second, side] = [await oid('main'), await oid('main~3'), await oid('side')]
    expect(
      await repository.readDistances([
        { from: second, to: main },
        { from: main, to: second },
        { from: side, to: main },
        { from: main, to: main },
      ]),
    ).toEqual([
      { behind: 3, ahead: 0, seconds: 10_800 },
      { behind: 0, ahead: 3, seconds: -10_800 },
      { behind: 3, ahead: 1, seconds: -14_400 },
      { behind: 0, ahead: 0, seconds: 0 },
    ])
    const byPeople = await repository.readDistances(
      [{ from: second, to: main }],
      ({ trailers }) => !trailers.includes('By-Robot'),
    )
    expect(byPeople).toMatchObject([{ behind: 2 }])
    const pair = { from: second, to: main }
    const ofEach = await repository.readDistances(
      [
        { ...pair, of: 'none' },
        { ...pair, of: 'all' },
      ],
      (_, { of }) => of === 'all',
    )
    expect(ofEach).toMatchObject([{ behind: 0 }, { behind: 3 }])
  })

  it('counts through more commits than a machine word has bits', async () => {
    const folder = await temporaryDirectory()
    await git(folder, 'init', '--quiet', '--bare', '--initial-branch=main')
    await importHistory(
      folder,
      [...Array(80).keys()].map((n) => ({ message: `${n}`, files: { a: `${n}` } })),
    )
    const oids = (await git(folder, 'rev-list', 'main')).split('\n')
    const repository = await openRepository(folder, { env: gitEnvironment })
    const pairs = oids.map((from) => ({ from, to: oids[0] ?? '' }))
    expect((await repository.readDistances(pairs)).map((found) => found?.behind)).toEqual([...oids.keys()])
  })

  it('knows nothing of commits that are not here, and nothing at all in a shallow clone', async () => {
    const { repository, bare, oid } = await createHistory()
    const [main, second] = [await oid('main'), await oid('main~3')]
    const pairs = [
      { from: 'f'.repeat(40), to: main },
      { from: second, to: main },
    ]
    expect(await repository.readDistances(pairs)).toMatchObject([undefined, { behind: 3 }])
    const clone = path.join(await temporaryDirectory(), 'clone')
    await git(path.dirname(clone), 'clone', '--quiet', '--depth=5', `file://${bare}`, clone)
    await git(clone, 'fetch', '--quiet', '--depth=2', 'origin', 'main')
    const shallow = await openRepository(clone, { env: gitEnvironment })
    expect(await shallow.isShallow()).toBe(true)
    expect(await shallow.readDistances([{ from: main, to: main }])).toEqual([undefined])
    expect(await repository.readDistances([])).toEqual([])
  })
})
