import { createBareRepository, git, temporaryDirectory, writeFiles } from '@slipway/testing'
import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import type { Compared } from '../../diff/diff-config-repo.ts'
import { commitAll } from '../../testing/sample-workspace.ts'
import { configFiles, openShop, runHere, type Shop } from '../../testing/shop.ts'

const base = 'base/web/deployment.yaml'
const overlay = 'overlays/production/web/replicas.yaml'

async function edit(directory: string, file: string, from: string, to: string): Promise<void> {
  const text = await readFile(path.join(directory, file), 'utf8')
  expect(text).toContain(from)
  await writeFiles(directory, { [file]: text.replace(from, to) })
}

describe('slipway diff', () => {
  let shop: Shop

  beforeAll(async () => {
    shop = await openShop()
    await git(shop.directory, 'switch', '--quiet', '--create', 'work')
    await edit(shop.directory, `config-repo/${base}`, 'cpu: 100m', 'cpu: 110m')
    await commitAll(shop.directory, 'More for web')
    await edit(shop.directory, `config-repo/${overlay}`, 'replicas: 3', 'replicas: 5')
  })

  const compared = async (...args: string[]) => {
    const { stdout } = await shop.slipway('diff', '--format', 'json', ...args)
    const { overlays } = JSON.parse(stdout) as Compared
    return overlays.map(({ environment, service }) => `${environment}/${service}`)
  }

  it('tells what the branch and the work tree change, and changes nothing', async () => {
    const before = await git(shop.directory, 'status', '--porcelain')
    const { status, stdout, stderr } = await shop.slipway('diff')
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' })
    expect(stdout).toContain('2 overlays differ, 4 are the same')
    expect(stdout).toContain('production/web  Deployment/web  3 → 5')
    expect(stdout).toContain('shared: a merge reaches production, staging at once')
    expect(stdout.match(/cpu: 110m/g)).toHaveLength(1)
    expect(await git(shop.directory, 'status', '--porcelain')).toBe(before)
  })

  it('compares commits, services and one environment alone', async () => {
    expect(await compared('--head', 'HEAD')).toEqual(['production/web', 'staging/web'])
    expect(await compared('--base', 'HEAD')).toEqual(['production/web'])
    expect(await compared('--env', 'staging')).toEqual(['staging/web'])
    expect(await compared('api')).toEqual([])
  })

  it('compares environments, without what has to differ', async () => {
    const { stdout } = await shop.slipway('diff', '--env', 'staging', '--env', 'production', '--head', 'HEAD')
    expect(stdout).toBe(
      '3 overlays differ\n\nReplicas\n  production/api, the same in 2 others  Deployment/api  1 → 3\n',
    )
  })

  it('ends with 1 on --exit-code when something differs, as git diff does', async () => {
    expect((await shop.slipway('diff', '--exit-code')).status).toBe(1)
    expect((await shop.slipway('diff', '--exit-code', '--head', 'main')).status).toBe(0)
  })

  it.each([
    [['--base', 'nowhere'], 1, 'Cannot find the commit "nowhere"'],
    [['missing'], 1, 'Cannot compare "missing"'],
    [['--env', 'staging', '--env', 'qa'], 1, 'Cannot find the environment "qa"'],
    [['--env', 'qa'], 1, 'Cannot find the environment "qa"'],
    [['--env', 'staging', '--env', 'staging'], 2, 'wanted two environments'],
    [['--env', 'a', '--env', 'b', '--base', 'main'], 2, '"--base" compares commits'],
    [['--format', 'html'], 2, 'text, markdown, json'],
  ])('refuses %j with %i', async (args, status, words) => {
    const result = await shop.slipway('diff', ...args)
    expect(result).toMatchObject({ status, stdout: '' })
    expect(result.stderr).toContain(words)
  })

  it('says that a shallow clone hides where a branch was begun', async () => {
    const clone = path.join(await temporaryDirectory(), 'clone')
    await git(shop.directory, 'push', '--quiet', 'origin', 'HEAD:refs/heads/work')
    const args = ['--depth=1', '--no-single-branch', `file://${shop.origin}`, clone]
    await git(path.dirname(clone), 'clone', '--quiet', '--branch=work', ...args)
    const { status, stderr } = await runHere(['diff'], clone, shop.environment)
    expect(status).toBe(1)
    expect(stderr).toContain('shallow')
  })
})

describe('slipway diff with a config repo of its own', () => {
  it('works in a clone of it, and from a workspace that names it', async () => {
    const bare = await createBareRepository(configFiles())
    const clone = path.join(await temporaryDirectory(), 'config')
    await git(path.dirname(clone), 'clone', '--quiet', bare, clone)
    await edit(clone, base, 'cpu: 100m', 'cpu: 110m')
    const { environment, directory, ...shop } = await openShop()
    const here = await runHere(['diff'], path.join(clone, 'overlays'), environment)
    expect(here.stdout).toContain('2 overlays differ, 4 are the same')

    await git(clone, 'switch', '--quiet', '--create', 'review')
    await commitAll(clone, 'Review me')
    await git(clone, 'push', '--quiet', 'origin', 'review')
    const plugins = [{ plugin: 'slipway/plugin', options: { configRepo: `file://${bare}#main` } }]
    await writeFiles(directory, { 'nx.json': JSON.stringify({ plugins }) })
    const there = await shop.slipway('diff', '--head', 'review')
    expect(there).toEqual({ ...here, status: 0 })
    expect((await shop.slipway('diff', '--head', 'nowhere')).stderr).toContain('Cannot find "nowhere"')
  })
})
