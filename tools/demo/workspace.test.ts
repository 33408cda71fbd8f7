import { createBareRepository, git, temporaryDirectory, writeFiles } from '@slipway/testing'
import path from 'node:path'
import { PassThrough } from 'node:stream'
import { pathToFileURL } from 'node:url'
import { describe, expect, it } from 'vitest'
import { createNarrator } from './narrator.ts'
import { cloneWorkspace } from './workspace.ts'

describe('cloneWorkspace()', () => {
  it('clones a shallow clone, and one whose HEAD is detached', async () => {
    const folder = await temporaryDirectory()
    const root = path.join(folder, 'root')
    await git(folder, 'clone', '--quiet', '--depth=1', pathToFileURL(await twoCommits()).href, root)
    await git(root, 'checkout', '--quiet', '--detach')
    await writeFiles(root, { 'node_modules/.package-lock.json': '{}' })
    const narrator = createNarrator(path.join(folder, 'demo.log'), new PassThrough().resume())
    const { directory } = await cloneWorkspace(root, folder, narrator)
    await narrator.end()
    expect(await git(directory, 'rev-parse', 'origin/main')).toBe(await git(root, 'rev-parse', 'HEAD'))
  })
})

async function twoCommits(): Promise<string> {
  const origin = await createBareRepository({ 'package.json': '{}' })
  const folder = await temporaryDirectory()
  await git(folder, 'clone', '--quiet', origin, 'work')
  const work = path.join(folder, 'work')
  await git(work, 'commit', '--quiet', '--allow-empty', '--message=Second')
  await git(work, 'push', '--quiet')
  return origin
}
