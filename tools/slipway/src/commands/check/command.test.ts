import { kustomizationPath, releasePath, writeRelease } from '@slipway/config-repo'
import { createBareRepository, git } from '@slipway/testing'
import { describe, expect, it } from 'vitest'
import { configFiles, openShop, registry } from '../../testing/shop.ts'

const web = (environment: string) => `config-repo/${kustomizationPath(environment, 'web')}`
const digest = (letter: string) => `sha256:${letter.repeat(64)}`

function release(letter: string): string {
  const source = { repository: 'https://example.test/shop.git', commit: letter.repeat(40) }
  const build = { image: `${registry}/web`, digest: digest(letter), inputs: digest('0'), source }
  return writeRelease({ service: 'web', ...build })
}

describe('slipway check', () => {
  it('finds nothing in a sound config repo, and says so', async () => {
    const { slipway } = await openShop()
    expect(await slipway('check')).toEqual({ status: 0, stdout: '0 problems, 0 warnings\n', stderr: '' })
    expect(await slipway('check', '--offline', '--json')).toMatchObject({
      status: 0,
      stdout: '{\n  "findings": []\n}\n',
    })
  })

  it('checks the work tree as it lies there, a commit, or what a branch adds, with paths of the repository', async () => {
    const { slipway, commit, directory } = await openShop()
    const before = await git(directory, 'rev-parse', 'HEAD')
    await commit({ [web('staging')]: 'resources: [gone.yaml]\n' })
    const found = await slipway('check', '--offline')
    expect(found).toMatchObject({ status: 1, stderr: '' })
    expect(found.stdout).toMatch(
      /^config-repo\/overlays\/staging\/web\/kustomization\.yaml:1:\d+: .*\n1 problem, 0 warnings\n$/,
    )
    expect(await slipway('check', '--offline', '--head', before)).toMatchObject({ status: 0 })
    expect(await slipway('check', '--offline', '--base', 'HEAD')).toMatchObject({ status: 0 })
    expect(await slipway('check', '--offline', '--base', before)).toMatchObject({ status: 1 })
    expect(await slipway('check', '--head', 'nowhere')).toMatchObject({ status: 1, stdout: '' })
  })

  it('needs no origin, as nobody reviews what is here alone', async () => {
    const { slipway, directory } = await openShop()
    await git(directory, 'remote', 'remove', 'origin')
    expect(await slipway('check')).toMatchObject({ status: 0, stderr: '' })
  })

  it('does not fail for warnings', async () => {
    const { slipway, commit } = await openShop()
    await commit({ [`config-repo/${releasePath('staging', 'web')}`]: release('a') })
    const { status, stdout } = await slipway('check', '--offline', '--json')
    expect(status).toBe(0)
    expect(JSON.parse(stdout)).toMatchObject({ findings: [{ severity: 'warning', code: 'edited-by-hand' }] })
  })

  it('works where the config repo is a repository of its own', async () => {
    const { slipway, commit } = await openShop()
    const files = { ...configFiles(), [releasePath('staging', 'web')]: 'service: web\n' }
    const configRepo = await createBareRepository(files)
    await commit({
      'nx.json': JSON.stringify({ plugins: [{ plugin: 'slipway/plugin', options: { configRepo } }] }),
    })
    const { status, stdout } = await slipway('check')
    expect(status).toBe(1)
    expect(stdout).toMatch(/^overlays\/staging\/web\/release\.yaml:1:1: /)
  })
})

describe('slipway promote --branch and slipway check', () => {
  it('make a branch, call it stale when its target has changed, and renew it', async () => {
    const { slipway, commit, directory, origin } = await openShop()
    const push = () => git(directory, 'push', '--quiet', 'origin', 'main')
    const kustomization = configFiles()[kustomizationPath('staging', 'web')] ?? ''
    const deployed = kustomization.replace(/newTag: .*/, `digest: ${digest('a')}`)
    await commit({
      [web('staging')]: deployed,
      [`config-repo/${releasePath('staging', 'web')}`]: release('a'),
    })
    await push()
    const made = await slipway('promote', 'web', '--to', 'production', '--branch', '--json')
    expect(made.status, made.stderr).toBe(0)
    const { review } = JSON.parse(made.stdout) as { review: { branch: string; title: string; body: string } }
    expect(review).toMatchObject({
      branch: 'promote/production/web',
      title: 'Promote web from staging to production',
    })
    await git(directory, 'fetch', '--quiet')
    const check = () => slipway('check', '--head', `origin/${review.branch}`)
    expect(await check()).toMatchObject({ status: 0 })
    await commit({ 'config-repo/overlays/production/web/more.yaml': '' })
    await push()
    expect(await check()).toMatchObject({ status: 1, stdout: expect.stringContaining('is stale') as string })
    expect(await slipway('promote', 'web', '--to', 'production', '--branch')).toMatchObject({
      status: 0,
      stdout: expect.stringMatching(
        /^Promote web from staging to production\n\nPromotes 1 service/,
      ) as string,
      stderr: expect.stringContaining('was renewed') as string,
    })
    await git(directory, 'fetch', '--quiet')
    expect(await check()).toMatchObject({ status: 0 })
    expect(await git(origin, 'rev-parse', `${review.branch}^`)).toBe(await git(origin, 'rev-parse', 'main'))
  })
})
