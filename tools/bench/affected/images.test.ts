import { temporaryDirectory } from '@slipway/testing'
import path from 'node:path'
import { expect, it } from 'vitest'
import { createBuildableWorkspace, workspaceTexts } from './buildable-workspace.ts'
import { buildDigests, judgeImages } from './judge-images.ts'
import { workspaceMutations } from './workspace-mutations.ts'

/** `npm run bench:affected` tries all. */
const tried = [
  'say more in apps/api/src/answer.ts',
  'remove apps/site/public/robots.txt',
  'comment apps/site/server/nginx.conf',
  'restyle libs/kit/package.json',
  'say more in libs/kit/src/index.ts',
  'say more in apps/api/src/answer.test.ts',
  'say more in README.md',
  'comment libs/kit/src/index.ts',
  'declare a type in apps/site/src/title.ts',
  'export more from apps/web/src/main.ts',
  'no ES module by libs/kit/package.json',
  'compile otherwise by config/compile.json',
  'make executable apps/web/src/main.ts',
  'upgrade right',
  'upgrade left',
  'upgrade tool',
]

it('affectedImages() names the images whose digests a change of a file changes, and no others', async () => {
  const directory = path.join(await temporaryDirectory(), 'shop')
  await createBuildableWorkspace(directory)
  const before = await buildDigests(directory)
  expect([...before.values()]).not.toContain('none')
  const mutations = workspaceMutations(workspaceTexts).filter(({ what }) => tried.includes(what))
  expect(mutations).toHaveLength(tried.length)
  for (const mutation of mutations) {
    const { what, affected, differing } = await judgeImages(directory, before, mutation)
    expect([what, affected]).toEqual([what, differing])
  }
}, 240_000)
