import { git, gitEnvironment, temporaryDirectory, writeFiles } from '@slipway/testing'
import { execFile } from 'node:child_process'
import path from 'node:path'
import { promisify } from 'node:util'
import { describe, expect, it } from 'vitest'
import { createBareRepository, openRepository } from '../index.ts'

const run = promisify(execFile)

/** A home with one identity for everything and one for the folder `projects`, and a repository in it with a pipeline's credentials. */
async function createHome() {
  const home = await temporaryDirectory()
  const repository = path.join(home, 'projects/shop')
  await git(home, 'init', '--quiet', repository)
  await writeFiles(home, {
    '.gitconfig':
      '[user]\n\tname = Home\n\temail = home@x.test\n[includeIf "gitdir:~/projects/"]\n\tpath = projects.config\n',
    'projects.config': '[user]\n\tname = Project\n[http]\n\tproxy = http://global.test\n',
    'everywhere.config': '[http]\n\textraheader = two\n',
    'other.config': '[user]\n\tname = Other\n',
    'runner/credentials.config': '[http]\n\textraheader = one\n\tproxy = http://local.test\n',
  })
  const credentials = path.join(home, 'runner/credentials.config')
  await git(repository, 'config', `includeIf.gitdir:${repository}/.git.path`, credentials)
  await git(repository, 'config', 'includeIf.gitdir:/**.path', path.join(home, 'everywhere.config'))
  await git(repository, 'config', 'includeIf.gitdir:/elsewhere/.path', path.join(home, 'other.config'))
  const env = { ...gitEnvironment, HOME: home, GIT_CONFIG_GLOBAL: path.join(home, '.gitconfig') }
  return { repository, env }
}

async function configured(directory: string, env: Record<string, string>, key: string): Promise<string[]> {
  const { stdout } = await run('git', ['config', '--get-all', key], {
    cwd: directory,
    env: { ...process.env, ...env },
  })
  return stdout.split('\n').filter(Boolean)
}

describe('createBareRepository()', () => {
  it.each(['.', 'folder'])(
    'takes what counts because of where the other repository is, opened in "%s"',
    async (place) => {
      const { repository, env } = await createHome()
      await writeFiles(repository, { 'folder/file': 'text' })
      const configuredAs = await openRepository(path.join(repository, place), { env })
      const directory = path.join(await temporaryDirectory(), 'scratch')
      await createBareRepository(directory, { env, configuredAs })
      for (const key of ['user.name', 'user.email', 'http.proxy'])
        expect((await configured(directory, env, key)).at(-1)).toBe(
          (await configured(repository, env, key)).at(-1),
        )
      expect(await configured(directory, env, 'user.name')).toEqual(['Home', 'Project'])
      expect((await configured(directory, env, 'http.extraheader')).toSorted()).toEqual(['one', 'two'])
    },
  )
})
