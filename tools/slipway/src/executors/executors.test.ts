import type { ExecutorContext } from '@nx/devkit'
import { openStore } from '@slipway/oci'
import { temporaryDirectory, writeFiles } from '@slipway/testing'
import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { openShop } from '../testing/shop.ts'
import bundle from './bundle/executor.ts'
import image from './image/executor.ts'
import push from './push/executor.ts'
import render from './render/executor.ts'

function contextOf(workspace: string, root: string): ExecutorContext {
  return {
    root: workspace,
    cwd: workspace,
    isVerbose: false,
    projectName: 'it',
    projectsConfigurations: { version: 2, projects: { it: { root } } },
    nxJsonConfiguration: {},
    projectGraph: { nodes: {}, dependencies: {} },
  }
}

function listen(stream: 'log' | 'error'): string[] {
  const lines: string[] = []
  const spy = vi.spyOn(console, stream).mockImplementation((line: string) => void lines.push(line))
  onTestFinished(() => spy.mockRestore())
  return lines
}

describe('executors.json', () => {
  it('names files that are there', async () => {
    const folder = path.resolve(import.meta.dirname, '../..')
    const text = await readFile(path.join(folder, 'executors.json'), 'utf8')
    const { executors } = JSON.parse(text) as {
      executors: Record<string, { implementation: string; batchImplementation?: string; schema: string }>
    }
    expect(Object.keys(executors)).toEqual(['bundle', 'image', 'push', 'render', 'wasm', 'serve-site'])
    for (const { implementation, batchImplementation = implementation, schema } of Object.values(executors)) {
      expect(await import(path.join(folder, batchImplementation))).toHaveProperty('default')
      expect(JSON.parse(await readFile(path.join(folder, schema), 'utf8'))).toMatchObject({ type: 'object' })
      expect(await import(path.join(folder, implementation))).toMatchObject({
        default: expect.any(Function) as object,
      })
    }
  })
})

describe('an executor', () => {
  it('pushes to the store of its options', async () => {
    const shop = await openShop()
    const { digest } = await shop.build('apps/web')
    const store = `oci:${await temporaryDirectory()}`
    const printed = listen('log')
    expect(await push({ store }, contextOf(shop.directory, 'apps/web'))).toEqual({ success: true })
    expect(await openStore(store).has('shop/web', digest)).toBe(true)
    expect(printed.join('\n')).toContain(digest)
  })

  it('fails with one message on stderr when somebody has to do something', async () => {
    const { directory } = await openShop()
    const said = listen('error')
    expect(await push({}, contextOf(directory, 'apps/web'))).toEqual({ success: false })
    expect(await image({}, contextOf(directory, 'libs/kit'))).toEqual({ success: false })
    await writeFiles(directory, { 'apps/api/src/main.ts': 'const a = \n' })
    expect(await bundle({}, contextOf(directory, 'apps/api'))).toEqual({ success: false })
    expect(await render({}, contextOf(directory, 'apps/api'))).toEqual({ success: false })
    expect(said[0]).toContain('dist/images/web.json')
    expect(said[2]).toMatch(/^apps\/api\/src\/main\.ts:2:1: /m)
    expect(said).toHaveLength(4)
  })

  it('leaves a bug to Nx, with its stack', async () => {
    const broken = { ...contextOf('/nowhere', 'apps/web'), projectsConfigurations: undefined } as never
    await expect(bundle({}, broken)).rejects.toBeInstanceOf(TypeError)
  })
})
