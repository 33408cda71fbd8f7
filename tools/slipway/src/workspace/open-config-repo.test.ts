import { createBareRepository, git, temporaryDirectory, writeFiles } from '@slipway/testing'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { openConfigRepo } from './open-config-repo.ts'

const settings = 'registry: ghcr.io/acme\nenvironments:\n  - name: staging\n'

async function clone(files: Record<string, string>): Promise<{ origin: string; directory: string }> {
  const origin = await createBareRepository(files)
  const directory = path.join(await temporaryDirectory(), 'clone')
  await git(path.dirname(directory), 'clone', '--quiet', origin, directory)
  return { origin, directory }
}

describe('openConfigRepo()', () => {
  it('finds the folder of a workspace, from anywhere in it', async () => {
    const { origin, directory } = await clone({ 'nx.json': '{}', 'config-repo/slipway.yaml': settings })
    for (const from of ['.', 'config-repo']) {
      expect(await openConfigRepo(path.join(directory, from))).toMatchObject({
        location: { url: origin, branch: 'main', folder: 'config-repo' },
        workspace: directory,
        files: path.join(directory, 'config-repo'),
      })
    }
  })

  it('finds the repository that a workspace names', async () => {
    const nx = { plugins: [{ plugin: 'slipway/plugin', options: { configRepo: '/srv/config.git#live' } }] }
    const { directory } = await clone({ 'nx.json': JSON.stringify(nx) })
    expect(await openConfigRepo(directory)).toMatchObject({
      location: { url: '/srv/config.git', branch: 'live', folder: '' },
      files: undefined,
    })
  })

  it('finds the config repo that a clone is, also in a folder of it', async () => {
    const whole = await clone({ 'slipway.yaml': settings, 'overlays/staging/orders/kustomization.yaml': '' })
    expect(await openConfigRepo(path.join(whole.directory, 'overlays/staging'))).toMatchObject({
      location: { url: whole.origin, branch: 'main', folder: '' },
      workspace: undefined,
      files: whole.directory,
    })
    const part = await clone({ 'deploy/slipway.yaml': settings })
    expect((await openConfigRepo(path.join(part.directory, 'deploy'))).location.folder).toBe('deploy')
  })

  it('throws "no-workspace" where there is neither', async () => {
    const directory = await temporaryDirectory()
    await writeFiles(directory, { 'readme.md': '' })
    await expect(openConfigRepo(directory)).rejects.toMatchObject({ code: 'no-workspace' })
  })
})
