import { temporaryDirectory } from '@slipway/testing'
import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { expect, it } from 'vitest'
import { findServices } from '../../workspace/service.ts'
import { readWorkTree } from '../../workspace/work-tree.ts'
import { bundleService } from '../bundle/bundle-service.ts'
import { findImageInputs } from '../inputs/image-inputs.ts'
import { readLock } from '../inputs/locked-dependencies.ts'
import { listTree } from '../static/tree.ts'
import { bundleCopy } from './bundle-copy.ts'
import { readInstalled } from './installed-packages.ts'
import { copyWorkspace } from './workspace-copy.ts'

const repository = path.resolve(import.meta.dirname, '../../../../..')

it('bundleCopy() tells the very files that are bundled in the workspace itself, with packages, workers and WebAssembly', async () => {
  await readWorkTree(repository, async (tree) => {
    const pinned = await readLock(tree)
    if (!pinned) throw new Error('wanted a lockfile')
    await using copy = await copyWorkspace(tree, pinned, repository)
    const installed = await readInstalled(repository)
    for (const service of await findServices(tree)) {
      const inputs = await findImageInputs(tree, service, { base: null, architecture: '' })
      const output = path.join(await temporaryDirectory(), service.name)
      await bundleService({ workspace: repository, service, inputs, output })
      await copy.add([...inputs.files, ...inputs.facts].map(([file]) => file))
      const packages = repository
      const told = await bundleCopy({ root: copy.root, packages, service, inputs, pinned, installed })
      const place = path.relative(copy.root, repository)
      const texts = [...(told ?? [])].map(([name, content]) => [
        name,
        textOf(content).replaceAll(`${place}/`, ''),
      ])
      expect(texts).toEqual(await textsIn(output))
      expect([...(told?.keys() ?? [])]).toContain('main.js')
    }
  })
}, 60_000)

async function textsIn(folder: string): Promise<[name: string, text: string][]> {
  const texts: [string, string][] = []
  for (const { name, source } of await listTree(folder)) texts.push([name, textOf(await readFile(source))])
  return texts
}

/** WebAssembly as well. */
function textOf(content: Buffer): string {
  return content.toString('latin1')
}
