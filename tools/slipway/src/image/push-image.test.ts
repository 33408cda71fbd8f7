import { linuxOn, openStore, writeImage } from '@slipway/oci'
import { temporaryDirectory } from '@slipway/testing'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { digestOf } from '../testing/sample-workspace.ts'
import { pushImage } from './push-image.ts'
import type { ImageResult } from './result.ts'
import { openImageStore } from './store.ts'

const inputs = digestOf('1')
const tag = `inputs-${'1'.repeat(64)}`

async function build(workspace: string, content: string): Promise<ImageResult> {
  const layout = `dist/images/${content}`
  const layers = [{ files: [{ path: '/content', content }] }]
  const { digest } = await writeImage(
    { base: linuxOn('x64'), layers, config: {} },
    path.join(workspace, layout),
  )
  const image = 'example.test/team/web'
  return { service: 'web', project: 'apps/web', image, digest, inputs, builder: 'docker', base: null, layout }
}

async function openPlace(workspace: string) {
  const place = openImageStore('example.test/team/web', {
    store: 'oci:store',
    dockerConfig: '/nowhere',
    cache: '/nowhere',
    workspace,
  })
  return { ...place, workspace }
}

describe('pushImage()', () => {
  it('uploads once, under the tag of the inputs', async () => {
    const workspace = await temporaryDirectory()
    const [result, place] = [await build(workspace, 'one'), await openPlace(workspace)]
    const first = await pushImage(result, place)
    expect(first).toMatchObject({ kind: 'pushed', tag, report: { skipped: [], tagged: [tag] } })
    expect(await pushImage(result, place)).toMatchObject({ report: { uploaded: [], tagged: [] } })
    expect(await place.store.resolve('team/web', tag)).toBe(result.digest)
  })

  it('keeps the image of equal inputs that is there, as what Docker builds twice differs', async () => {
    const workspace = await temporaryDirectory()
    const [one, two, place] = [
      await build(workspace, 'one'),
      await build(workspace, 'two'),
      await openPlace(workspace),
    ]
    await pushImage(one, place)
    expect(await pushImage(two, place)).toEqual({ kind: 'found', tag, digest: one.digest })
    expect(await place.store.has('team/web', two.digest)).toBe(false)
  })

  it('puts a folder of the option store beside the workspace, not beside whoever runs it', async () => {
    const workspace = await temporaryDirectory()
    await pushImage(await build(workspace, 'one'), await openPlace(workspace))
    expect(await openStore(`oci:${path.join(workspace, 'store')}`).has('team/web', tag)).toBe(true)
  })
})
