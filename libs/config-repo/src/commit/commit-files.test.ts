import { createBareRepository, git, gitEnvironment } from '@slipway/testing'
import { describe, expect, it } from 'vitest'
import { environmentFiles } from '../generate/environment-files.ts'
import { serviceFiles } from '../generate/service-files.ts'
import { settingsPath } from '../layout/paths.ts'
import { readTip } from '../remote/read-tip.ts'
import { readSettings } from '../settings/settings.ts'
import { readSnapshot } from '../snapshot/read-snapshot.ts'
import { commitFiles, type CommitRequest } from './commit-files.ts'

const settings = 'registry: ghcr.io/acme\nenvironments:\n  - name: staging\n'
const options = { git: { env: gitEnvironment } }

async function createConfigRepo(): Promise<{ bare: string; location: CommitRequest['location'] }> {
  const bare = await createBareRepository({ 'deploy/slipway.yaml': settings, 'deploy/gone': '1', other: '1' })
  return { bare, location: { url: bare, branch: 'main', folder: 'deploy' } }
}

describe('commitFiles()', () => {
  it('commits what a generator writes on the newest commit, and reads back as a snapshot', async () => {
    const { bare, location } = await createConfigRepo()
    const commit = await commitFiles(
      {
        location,
        message: 'Add orders',
        change: async (tip) => ({
          ...serviceFiles({
            ...readSettings((await tip.read([settingsPath])).get(settingsPath) ?? ''),
            name: 'orders',
            port: 3000,
          }),
          gone: null,
        }),
      },
      options,
    )
    expect(await git(bare, 'rev-parse', 'main')).toBe(commit)
    expect(await git(bare, 'ls-tree', '-r', '--name-only', 'main')).not.toContain('gone')
    expect(await git(bare, 'show', 'main:other')).toBe('1')
    const snapshot = await readTip(location, options, readSnapshot)
    expect(snapshot.overlays).toMatchObject([
      { environment: 'staging', service: 'orders', image: { newTag: 'unreleased' }, release: undefined },
    ])
  })

  it('makes no commit when nothing differs', async () => {
    const { bare, location } = await createConfigRepo()
    const before = await git(bare, 'rev-parse', 'main')
    const request = { location, message: 'x', change: async () => ({ [settingsPath]: settings, none: null }) }
    expect(await commitFiles(request, options)).toBeNull()
    expect(await git(bare, 'rev-parse', 'main')).toBe(before)
  })

  it('asks again what changes when somebody was faster, so that both changes stay', async () => {
    const { bare, location } = await createConfigRepo()
    const add = (name: string) =>
      commitFiles(
        {
          location,
          message: `Add ${name}`,
          change: async (tip) => {
            const text = (await tip.read([settingsPath])).get(settingsPath) ?? ''
            return environmentFiles({ name, settings: text, services: [] })
          },
        },
        options,
      )
    await Promise.all(['qa', 'load', 'live'].map(add))
    const { environments } = readSettings(await git(bare, 'show', 'main:deploy/slipway.yaml'))
    expect(environments.map(({ name }) => name).toSorted()).toEqual(['live', 'load', 'qa', 'staging'])
  })

  it('pushes nothing when the change cannot be made', async () => {
    const { bare, location } = await createConfigRepo()
    const before = await git(bare, 'for-each-ref')
    const request = { location, message: 'x', change: async () => ({ '../outside': 'x' }) }
    await expect(commitFiles(request, options)).rejects.toMatchObject({
      code: 'git-failed',
    })
    expect(await git(bare, 'for-each-ref')).toBe(before)
  })
})

describe('readSnapshot()', () => {
  it('throws "no-settings" where there is no slipway.yaml', async () => {
    const bare = await createBareRepository({ a: '1' })
    const location = { url: bare, branch: 'main', folder: '' }
    await expect(readTip(location, options, readSnapshot)).rejects.toMatchObject({ code: 'no-settings' })
  })
})
