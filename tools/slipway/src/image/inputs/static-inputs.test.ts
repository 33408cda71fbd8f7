import { writeFiles } from '@slipway/testing'
import { beforeAll, describe, expect, it } from 'vitest'
import { createSite, siteRoot } from '../../testing/site.ts'
import { readService } from '../../workspace/service.ts'
import { readWorkTree } from '../../workspace/work-tree.ts'
import { findImageInputs, hashInputs } from './image-inputs.ts'

async function hashOf(directory: string): Promise<string> {
  return await readWorkTree(directory, async (tree) => {
    const service = await readService(tree, siteRoot)
    return hashInputs(await findImageInputs(tree, service, { base: null, architecture: 'x64' }))
  })
}

describe('findStaticInputs()', () => {
  let directory: string
  beforeAll(async () => {
    directory = await createSite()
  })

  it.each([
    ['index.html', true],
    ['browser/main.ts', true],
    ['public/robots.txt', true],
    ['public/notes.md', true],
    ['server/nginx.conf', true],
    ['server/environment/api.conf', true],
    ['browser/metadata.test.ts', false],
    ['README.md', false],
  ])('an edit of %s makes another image: %s', async (file, counts) => {
    await writeFiles(directory, { [`${siteRoot}/${file}`]: 'before' })
    const before = await hashOf(directory)
    await writeFiles(directory, { [`${siteRoot}/${file}`]: 'after.' })
    expect((await hashOf(directory)) !== before).toBe(counts)
  })
})
