import { temporaryDirectory } from '@slipway/testing'
import { execFileSync } from 'node:child_process'
import { describe, expect, it } from 'vitest'
import { createBareRepository } from '../open-repository.ts'
import { commitObject } from './commit-object.ts'

const message = 'Subject\n\nBody: ünïcode\n'

describe('commitObject()', () => {
  it.each(['UTC', 'Asia/Kolkata', 'America/St_Johns'])(
    'gives the bytes that Git would store in %s',
    async (zone) => {
      const { tree, git } = await emptyRepository()
      const at = new Date(1_750_000_000_000)
      const parent = git(['commit-tree', '-m', 'x', tree])
      const here = process.env['TZ']
      process.env['TZ'] = zone
      try {
        const [author, committer] = [
          { name: 'Ada Lovelace', email: 'ada@example.test' },
          { name: 'bot[1]', email: '1+bot@example.test' },
        ]
        const given = git(['commit-tree', '-p', parent, '-p', parent, '-F', '-', tree], {
          input: message,
          env: {
            TZ: zone,
            GIT_AUTHOR_NAME: author.name,
            GIT_AUTHOR_EMAIL: author.email,
            GIT_AUTHOR_DATE: '@1750000000',
            GIT_COMMITTER_NAME: committer.name,
            GIT_COMMITTER_EMAIL: committer.email,
            GIT_COMMITTER_DATE: '@1750000000',
          },
        })
        const own = commitObject({ tree, parents: [parent, parent], author, committer, message, at })
        expect(own.toString()).toBe(git(['cat-file', 'commit', given], { trim: false }))
      } finally {
        if (here === undefined) delete process.env['TZ']
        else process.env['TZ'] = here
      }
    },
  )
})

describe('commitTree()', () => {
  it.each([
    ['the author that it is given', {}, { name: 'A', email: 'a@x' }, 'A <a@x>', 'A <a@x>'],
    ['the variables before the settings', { GIT_AUTHOR_NAME: 'V' }, undefined, 'V <w@x>', 'C <u@x>'],
    ['a name without what Git takes off', {}, { name: ' B. ', email: '<b@x>' }, 'B <b@x>', 'B <b@x>'],
    ['the date of a variable', { GIT_AUTHOR_DATE: '@7 +0100' }, undefined, 'U <w@x> 7 +0100', 'C <u@x>'],
  ])('names %s', async (_, env, author, writer, committer) => {
    const { repository, tree, git, directory } = await emptyRepository(env)
    for (const [key, value] of Object.entries({
      'user.name': 'U',
      'user.email': 'u@x',
      'author.email': 'w@x',
      'committer.name': 'C',
    }))
      execFileSync('git', ['-C', directory, 'config', key, value])
    const oid = await repository.commitTree({ tree, parents: [], message, author })
    const text = git(['cat-file', 'commit', oid])
    expect(text).toContain(`\nauthor ${writer}`)
    expect(text).toContain(`\ncommitter ${committer}`)
    expect(git(['fsck', '--strict', oid])).toBe('')
  })

  it('leaves to Git a message that is no text, or is to be stored in another encoding', async () => {
    const { repository, tree, git, directory } = await emptyRepository()
    const author = { name: 'A', email: 'a@x' }
    await expect(repository.commitTree({ tree, parents: [], message: 'a\0b', author })).rejects.toMatchObject(
      { code: 'failed' },
    )
    execFileSync('git', ['-C', directory, 'config', 'i18n.commitEncoding', 'ISO-8859-1'])
    const other = await createBareRepository(directory, { env: hermetic })
    const oid = await other.commitTree({ tree, parents: [], message: 'x', author })
    expect(git(['cat-file', 'commit', oid])).toContain('\nencoding ISO-8859-1\n')
  })
})

const hermetic = { GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_SYSTEM: '/dev/null' }

async function emptyRepository(env: Record<string, string> = {}) {
  const directory = await temporaryDirectory()
  const repository = await createBareRepository(directory, { env: { ...hermetic, ...env } })
  const tree = await repository.writeTree(undefined, new Map())
  const git = (args: string[], { input = '', env: more = {}, trim = true }: GitCall = {}) => {
    const identity = {
      GIT_AUTHOR_NAME: 'x',
      GIT_AUTHOR_EMAIL: 'x@x',
      GIT_COMMITTER_NAME: 'x',
      GIT_COMMITTER_EMAIL: 'x@x',
    }
    const options = { cwd: directory, input, env: { ...process.env, ...hermetic, ...identity, ...more } }
    const text = execFileSync('git', args, { ...options, stdio: 'pipe' }).toString()
    return trim ? text.trim() : text
  }
  return { repository, tree, git, directory }
}

interface GitCall {
  input?: string
  env?: Record<string, string>
  trim?: boolean
}
