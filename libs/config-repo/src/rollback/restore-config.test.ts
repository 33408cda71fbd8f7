import { git, gitEnvironment, importHistory } from '@slipway/testing'
import { describe, expect, it } from 'vitest'
import { releaseCommit } from '../testing/release-commit.ts'
import { digest, World } from '../testing/world.ts'
import { rollback } from './rollback.ts'

const folder = 'overlays/staging/orders'

async function restore(world: World, to?: string) {
  const location = { url: world.config, branch: 'main', folder: '' }
  return rollback(
    { location, environment: 'staging', services: ['orders'], reason: 'Errors', to, config: true },
    { git: { env: gitEnvironment } },
  )
}

function edit(author: string, message: string, files: Record<string, string | null>) {
  return { author, message, files }
}

describe('rollback() with the configuration', () => {
  it('restores the folder as it was when the build last ran, and names what that undoes and what it cannot', async () => {
    const world = await World.create()
    const base = 'base/orders/deployment.yaml'
    const deployment = await world.read(base)
    await importHistory(world.config, [
      releaseCommit('a'),
      edit('Ann', 'Two replicas', { [`${folder}/replicas.yaml`]: 'two', [`${folder}/gone.yaml`]: 'x' }),
      releaseCommit('b'),
      edit('Ben', 'Nine replicas', { [`${folder}/replicas.yaml`]: 'nine', [`${folder}/gone.yaml`]: null }),
      edit('Cy', 'More memory', { [base]: `${deployment}\n# more\n`, [`${folder}/new.yaml`]: 'y' }),
      releaseCommit('b', { environment: 'production' }),
    ])
    const { plan } = await restore(world)
    expect(plan.changes[0]?.config).toMatchObject({
      files: ['gone.yaml', 'kustomization.yaml', 'replicas.yaml', 'new.yaml'].map(
        (name) => `${folder}/${name}`,
      ),
      undoes: [
        { author: 'Cy', subject: 'More memory' },
        { author: 'Ben', subject: 'Nine replicas' },
      ],
      shared: [base],
    })
    expect(await world.read(`${folder}/replicas.yaml`)).toBe('two')
    expect(await world.read(`${folder}/gone.yaml`)).toBe('x')
    expect(await git(world.config, 'ls-tree', '-r', '--name-only', 'main', folder)).not.toContain('new.yaml')
    expect(await world.read(base)).toContain('# more')
    expect(await world.digestOf('orders')).toBe(digest('a'))
    expect(await git(world.config, 'log', '-1', '--format=%B', 'main')).toContain('Ben: Nine replicas')
  })

  it('leaves the folder alone without being asked, and restores it at a commit that is named', async () => {
    const world = await World.create()
    await importHistory(world.config, [
      releaseCommit('a'),
      edit('Ann', 'One', { [`${folder}/replicas.yaml`]: 'one' }),
    ])
    const at = await world.tip()
    await importHistory(world.config, [
      edit('Ann', 'Two', { [`${folder}/replicas.yaml`]: 'two' }),
      releaseCommit('b'),
    ])
    const { plan } = await restore(world, at.slice(0, 10))
    expect(plan.changes[0]?.config).toMatchObject({ commit: at, undoes: [{ subject: 'Two' }], shared: [] })
    expect(await world.read(`${folder}/replicas.yaml`)).toBe('one')
    const again = await restore(world, at.slice(0, 10))
    expect(again).toMatchObject({ commit: null, plan: { outcome: 'nothing to roll back' } })
  })

  it('throws "not-text" rather than damage a file', async () => {
    const world = await World.create()
    await importHistory(world.config, [
      releaseCommit('a'),
      edit('Ann', 'Binary', { [`${folder}/logo`]: 'a\0b' }),
      releaseCommit('b'),
      edit('Ann', 'Text', { [`${folder}/logo`]: 'c' }),
    ])
    await expect(restore(world)).rejects.toMatchObject({ code: 'not-text' })
  })
})
