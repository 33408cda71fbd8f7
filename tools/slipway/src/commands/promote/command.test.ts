import { kustomizationPath, releasePath, writeRelease } from '@slipway/config-repo'
import { createBareRepository, git, temporaryDirectory } from '@slipway/testing'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { configFiles, openShop, registry, runHere, type Shop } from '../../testing/shop.ts'

/** The files of `web` when staging runs a digest made of a letter. */
function staged(letter: string): Record<string, string> {
  const [file, digest] = [kustomizationPath('staging', 'web'), `sha256:${letter.repeat(64)}`]
  const source = { repository: 'https://example.test/shop.git', commit: letter.repeat(40) }
  const inputs = `sha256:${'0'.repeat(64)}`
  return {
    [file]: (configFiles()[file] ?? '').replace(/newTag: .*/, `digest: ${digest}`),
    [releasePath('staging', 'web')]: writeRelease({
      service: 'web',
      image: `${registry}/web`,
      digest,
      inputs,
      source,
    }),
  }
}

async function openStaged(settings = ''): Promise<Shop> {
  const shop = await openShop()
  const files = { ...configFiles(), ...staged('a') }
  files['slipway.yaml'] = `${files['slipway.yaml']}${settings}`
  await shop.commit(
    Object.fromEntries(Object.entries(files).map(([name, text]) => [`config-repo/${name}`, text])),
  )
  await git(shop.directory, 'push', '--quiet')
  return shop
}

describe('slipway promote', () => {
  it('is wrong usage without services or a place, and with what excludes each other', async () => {
    const { slipway } = await openShop()
    const to = ['--to', 'production']
    const wrong = [
      ['web'],
      to,
      ['web', '--all', ...to],
      ['web', 'web@sha256:aaaa', ...to],
      ['web@', ...to],
      ['web@sha256:', ...to],
      ['web@aaax', ...to],
      ['web', ...to, '--to', 'staging'],
      ['web', '--skip-gates', ...to],
      ['web', '--timeout', 'soon', ...to],
      ['web', '--ref', 'refs/tags/v1', ...to],
      ['web', '--held', ...to],
    ]
    for (const args of wrong)
      expect(await slipway('promote', ...args), args.join(' ')).toMatchObject({ status: 2, stdout: '' })
  })

  it('prints what it promoted, and nothing to promote the next time', async () => {
    const { slipway, origin } = await openStaged()
    const { status, stdout, stderr } = await slipway('promote', '--all', '--to', 'production')
    expect(status, stderr).toBe(0)
    const commit = await git(origin, 'rev-parse', 'main')
    expect(stdout).toBe(`web  none → sha256:aaaaaaaaaaaa
api is left out: never released
static is left out: never released
promoted from staging to production: ${commit}
`)
    expect(stderr).toContain('git pull')
    expect(await slipway('promote', 'web', '--to', 'production')).toEqual({
      status: 0,
      stdout: 'nothing to promote from staging to production\n',
      stderr: '',
    })
  })

  it('says everything that is refused, with the flags that overrule it', async () => {
    const { slipway, commit, directory, refs } = await openStaged('  - name: dr\n')
    await commit({ 'config-repo/overlays/dr/web/kustomization.yaml': 'images:\n  - name: web\n' })
    await git(directory, 'push', '--quiet')
    const before = await refs()
    const { status, stdout, stderr } = await slipway(
      'promote',
      'web',
      'api',
      '--from',
      'staging',
      '--to',
      'dr',
    )
    expect({ status, stdout }).toEqual({ status: 1, stdout: '' })
    expect(stderr).toContain('--skip-environment')
    expect(stderr).toContain('Cannot promote "api" to "dr": "dr" has no overlay of it')
    expect(await refs()).toEqual(before)
  })

  it('runs the scripts of the gates in the workspace, and pushes nothing when one fails', async () => {
    const { slipway, commit, directory, refs } = await openStaged('    gates: { scripts: [smoke] }\n')
    const manifest = {
      name: '@acme/shop',
      scripts: { smoke: 'echo "$SLIPWAY_SERVICES to $SLIPWAY_ENVIRONMENT"; exit 1' },
    }
    await commit({ 'package.json': JSON.stringify(manifest) })
    await git(directory, 'push', '--quiet')
    const before = await refs()
    const failed = await slipway('promote', 'web', '--to', 'production')
    expect(failed).toMatchObject({ status: 1, stdout: '' })
    expect(failed.stderr).toMatch(/web to production\n[^]*--skip-gates/)
    expect(await refs()).toEqual(before)
    const skip = ['--skip-gates', '--reason', 'The shop is down']
    expect(await slipway('promote', 'web', '--to', 'production', ...skip)).toMatchObject({ status: 0 })
    expect(await git(directory, 'ls-remote', '--heads', 'origin', 'main')).not.toContain(
      before['refs/heads/main'],
    )
  })

  it('promotes all for review when a tag says so, under its name, and nothing for another ref', async () => {
    const { slipway, origin } = await openStaged()
    const { status, stdout, stderr } = await slipway(
      'promote',
      '--ref',
      'refs/tags/v1.2.0',
      '--branch',
      '--json',
    )
    expect(status, stderr).toBe(0)
    expect(JSON.parse(stdout)).toMatchObject({
      from: 'staging',
      to: 'production',
      release: 'v1.2.0',
      commit: await git(origin, 'rev-parse', 'promote/production/v1.2.0'),
      review: { title: 'Promote v1.2.0 (web) from staging to production' },
    })
    const other = await slipway('promote', '--ref', 'refs/heads/feature', '--json')
    expect(JSON.parse(other.stdout)).toMatchObject({ outcome: 'no route', commit: null })
    expect(other.status).toBe(0)
  })

  it('works in a clone of a config repo that has no workspace around it', async () => {
    const { environment } = await openShop()
    const origin = await createBareRepository({ ...configFiles(), ...staged('a') })
    const clone = path.join(await temporaryDirectory(), 'clone')
    await git(path.dirname(clone), 'clone', '--quiet', origin, clone)
    await git(clone, 'config', 'user.name', 'Promoter')
    await git(clone, 'config', 'user.email', 'promoter@example.test')
    const { status, stderr } = await runHere(['promote', 'web', '--to', 'production'], clone, environment)
    expect(status, stderr).toBe(0)
    expect(await git(origin, 'log', '-1', '--format=%an %s', 'main')).toBe(
      'Promoter Promote web from staging to production',
    )
  })
})
