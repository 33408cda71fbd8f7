import type { Tree } from '@nx/devkit'
import { createTreeWithEmptyWorkspace } from '@nx/devkit/testing'
import { describeWith, startNode, temporaryDirectory, writeFiles } from '@slipway/testing'
import { fuzzApi, openDocument } from '@slipway/testing/openapi'
import { symlink } from 'node:fs/promises'
import path from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import generateService from './generator.ts'

const workspace = path.resolve(import.meta.dirname, '../../../../..')

/** A service as the generator makes it, in a folder where it finds this workspace's packages. */
async function startGenerated(sources: Record<string, string>): Promise<string> {
  const directory = await temporaryDirectory()
  await writeFiles(directory, { 'package.json': '{"type":"module"}', ...sources })
  await symlink(path.join(workspace, 'node_modules'), path.join(directory, 'node_modules'))
  const main = path.join(directory, 'apps/orders/src/main.ts')
  const { port } = await startNode(main, { PORT: '0', CHECK_RESPONSES: 'true' }).waitForLine('Listening')
  return `http://127.0.0.1:${Number(port)}`
}

function readSources(tree: Tree): Record<string, string> {
  const names = ['app.ts', 'main.ts'].map((name) => `apps/orders/src/${name}`)
  return Object.fromEntries(names.map((name) => [name, tree.read(name, 'utf8') ?? '']))
}

describe('a generated service', () => {
  let sources: Record<string, string>
  let url: string

  beforeAll(async () => {
    const tree = createTreeWithEmptyWorkspace()
    tree.write('config-repo/slipway.yaml', 'registry: ghcr.io/acme\nenvironments:\n  - name: staging\n')
    await generateService(tree, { name: 'orders' })
    sources = readSources(tree)
    url = await startGenerated(sources)
  })

  it('is under 40 lines of its own', () => {
    expect(Object.values(sources).join('').split('\n').length).toBeLessThan(40)
  })

  it('answers as its document says', async () => {
    const document = await openDocument(url)
    expect(document.operations).toEqual(['get /api/orders'])
    for (const query of ['', '?name=Ada', '?name=']) {
      expect(await document.problems('get /api/orders', await fetch(`${url}/api/orders${query}`))).toEqual([])
    }
  })

  describeWith(['schemathesis'], 'to made-up requests', () => {
    it('gives no answer that is not as its document says', async () => {
      expect(await fuzzApi(url)).toMatchObject({ problems: '' })
    })
  })
})
