import { copyWorkspace } from '@slipway/testing'
import { createHash } from 'node:crypto'
import { chmod, readdir, readFile, utimes, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { testEnvironment } from '../testing/test-environment.ts'
import { bundleProject } from './bundle-project.ts'
import { makeImage } from './make-image.ts'
import { readResult } from './result-files.ts'

const root = 'apps/computation-service'

/** Every file below a folder with the hash of its bytes. */
async function fingerprint(directory: string): Promise<Record<string, string>> {
  const files = await listFiles(directory)
  const hashes = files.map(async (file) => {
    const hash = createHash('sha256').update(await readFile(file))
    return [path.relative(directory, file), hash.digest('hex')]
  })
  return Object.fromEntries((await Promise.all(hashes)) as [string, string][])
}

async function listFiles(directory: string): Promise<string[]> {
  const entries = await readdir(directory, { recursive: true, withFileTypes: true })
  return entries.filter((entry) => entry.isFile()).map((entry) => path.join(entry.parentPath, entry.name))
}

async function build(workspace: string, between?: (bundle: string) => Promise<void>) {
  await bundleProject(workspace, root)
  await between?.(path.join(workspace, 'dist', root))
  return await makeImage({ workspace, root, environment: testEnvironment })
}

describe('makeImage()', () => {
  it('gives the same bytes in two clones, whatever the modes and times of the files', async () => {
    const [one, other] = [await copyWorkspace(), await copyWorkspace()]
    const first = await build(one.directory)
    const second = await build(other.directory, async (bundle) => {
      for (const file of await listFiles(bundle)) {
        await chmod(file, 0o600)
        await utimes(file, 0, 0)
      }
    })
    expect(second).toEqual(first)
    const [here, there] = [one, other].map(({ directory }) => path.join(directory, first.layout))
    expect(await fingerprint(there ?? '')).toEqual(await fingerprint(here ?? ''))
  }, 300_000)

  it('writes down what was built, and gives another digest for another source alone', async () => {
    const { directory } = await copyWorkspace()
    const first = await build(directory)
    expect(await readResult(directory, 'computation-service')).toEqual(first)
    expect(first).toMatchObject({
      service: 'computation-service',
      builder: 'oci',
      base: { reference: 'local' },
    })

    const main = path.join(directory, root, 'src/main.ts')
    await writeFile(main, `${await readFile(main, 'utf8')}console.error('more')\n`)
    const edited = await build(directory)
    expect(edited.digest).not.toBe(first.digest)
    expect(edited.inputs).not.toBe(first.inputs)
    expect(edited.base).toEqual(first.base)
  }, 300_000)

  it('refuses what was not bundled, and what is no service', async () => {
    const { directory } = await copyWorkspace()
    const request = { workspace: directory, environment: testEnvironment }
    await expect(makeImage({ ...request, root })).rejects.toMatchObject({ code: 'no-main' })
    await expect(makeImage({ ...request, root: 'libs/git' })).rejects.toMatchObject({ code: 'not-a-service' })
  })
})
