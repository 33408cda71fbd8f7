import { git } from '../config-repos/git.ts'
import { publishBoth } from '../config-repos/publish-both.ts'
import type { Measurement } from '../targets/report-targets.ts'
import { urlOf, usualPublishOn, type Bench } from './compare.ts'

const atOnce = 10

/** Ten pipelines at once, the usual ones and then ours, and how many commits arrive. */
export async function compareAtOnce(bench: Bench): Promise<Measurement> {
  const { repository } = bench
  const all = Array.from({ length: atOnce }, (_, index) => index)
  const pushed = await Promise.all(all.map((index) => usualPublishOn(bench, `crowd-${index}`)))
  const arrived = pushed.filter((took) => took !== undefined).length
  const count = async () => Number(await git(repository.bare, ['rev-list', '--count', 'main']))
  const before = await count()
  const publishOne = (index: number) =>
    publishBoth(repository, { url: urlOf(repository), build: `all-${index}`, workspace: `shop-${index}` })
  await Promise.all(all.map(publishOne))
  const landed = (await count()) - before
  return {
    what: `${atOnce} at once, commits that arrive`,
    target: `all ${atOnce}; the usual way loses some`,
    measured: `${landed} of ${atOnce}; the usual way ${arrived} of ${atOnce}`,
    met: landed === atOnce && arrived < atOnce,
  }
}
