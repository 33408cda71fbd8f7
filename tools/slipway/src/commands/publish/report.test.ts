import { git } from '@slipway/testing'
import { beforeEach, describe, expect, it } from 'vitest'
import { openShop, type Shop } from '../../testing/shop.ts'

const roots = ['apps/web', 'apps/api', 'apps/static']

describe('slipway publish', () => {
  let shop: Shop
  beforeEach(async () => {
    shop = await openShop()
    for (const root of roots) await shop.ship(root)
    await shop.slipway('publish', '--env', 'staging')
  })

  /** Commits a change of `web`, makes its image and publishes; gives what that printed, without ids. */
  async function publishNext(text: string, ...flags: string[]): Promise<string> {
    await shop.commit({ 'apps/web/src/main.ts': `${text}\n` })
    await shop.ship('apps/web')
    const { stdout, stderr, status } = await shop.slipway('publish', '--env', 'staging', ...flags)
    expect({ status, stderr }).toMatchObject({ status: 0 })
    return withoutIds(stdout)
  }

  it('says what is held, why and until when, and what is pending then', async () => {
    const until = '2099-01-01T00:00:00Z'
    const hold = ['--env', 'staging', '--reason', 'Orders are lost', '--until', until]
    expect(await shop.slipway('hold', 'web', ...hold)).toMatchObject({ status: 0 })
    expect(await publishNext('next()')).toBe(
      `web is held: "Orders are lost", until ${until}, it runs <digest>, <digest> is pending
nothing to publish to staging, noted in the releases: <commit>
`,
    )
    const again = await shop.slipway('publish', '--env', 'staging')
    expect(withoutIds(again.stdout)).toContain('\nnothing to publish to staging\n')
  })

  it('says what stays reverted, and what goes out over a revert', async () => {
    await publishNext('bad()')
    await git(shop.directory, 'fetch', '--quiet', 'origin')
    await git(shop.directory, 'push', '--quiet', 'origin', 'origin/main~1:refs/heads/before')
    const reverted = await git(
      shop.directory,
      'commit-tree',
      '-p',
      'origin/main',
      '-m',
      'Revert',
      'origin/main~1^{tree}',
    )
    await git(shop.directory, 'push', '--quiet', 'origin', `${reverted}:refs/heads/main`)
    const same = await shop.slipway('publish', '--env', 'staging')
    expect(same).toMatchObject({
      status: 1,
      stdout: '',
      stderr: expect.stringContaining('--again') as string,
    })
    await shop.commit({ 'README.md': '# Shop\n' })
    const newer = await shop.slipway('publish', '--env', 'staging')
    expect(withoutIds(newer.stdout)).toBe(
      'web stays at <digest>: <digest> was reverted (--again publishes it)\nnothing to publish to staging\n',
    )
    expect(await publishNext('good()')).toContain('web  <digest> → <digest>  (over a revert of <digest>)\n')
  })

  it('names services by their environment where there are several, and tells a hotfix', async () => {
    const both = ['--env', 'staging,production', '--hotfix', '--reason', 'Orders are lost', '--dry-run']
    const { stdout } = await shop.slipway('publish', ...both)
    expect(withoutIds(stdout)).toBe(`production/api     none → <digest>  (hotfix)
production/static  none → <digest>  (hotfix)
production/web     none → <digest>  (hotfix)
would be published to production, as this is a dry run
`)
  })
})

function withoutIds(text: string): string {
  return text.replaceAll(/sha256:[0-9a-f]{12}/g, '<digest>').replaceAll(/\b[0-9a-f]{40}\b/g, '<commit>')
}
