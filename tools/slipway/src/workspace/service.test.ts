import { describe, expect, it } from 'vitest'
import { digestOf } from '../testing/sample-workspace.ts'
import { findServices, readService } from './service.ts'
import type { SourceTree } from './source-tree.ts'

function treeOf(texts: Record<string, string>): SourceTree {
  const files = Object.keys(texts).map((path) => [path, { path, mode: '100644', oid: path }] as const)
  return {
    files: new Map(files),
    readTexts: async (paths) =>
      new Map([...paths].flatMap((path) => (path in texts ? [[path, texts[path] ?? '']] : []))),
  }
}

async function find(texts: Record<string, string>) {
  const services = await findServices(treeOf(texts))
  return services.map(({ name, root, builder }) => ({ name, root, builder }))
}

describe('findServices()', () => {
  it('finds a "slipway" entry in package.json, and in project.json where there is none', async () => {
    const found = await find({
      'apps/web/package.json': '{ "name": "@acme/web", "slipway": {} }',
      'apps/web/project.json': '{ "slipway": { "builder": "docker" } }',
      'apps/go/project.json': '{ "name": "go", "slipway": { "port": 80 } }',
      'apps/go/Dockerfile': '',
      'libs/kit/package.json': '{ "name": "kit" }',
    })
    expect(found).toEqual([
      { name: 'go', root: 'apps/go', builder: 'docker' },
      { name: 'web', root: 'apps/web', builder: 'oci' },
    ])
  })

  it('takes a project with a Dockerfile and no entry for a service of the docker builder', async () => {
    const found = await find({
      'apps/python/Dockerfile': '',
      'apps/python/project.json': '{}',
      'apps/node/Dockerfile': '',
      'apps/node/package.json': '{ "name": "@acme/shop" }',
      'docs/example/Dockerfile': '',
    })
    expect(found).toEqual([
      { name: 'shop', root: 'apps/node', builder: 'docker' },
      { name: 'python', root: 'apps/python', builder: 'docker' },
    ])
  })

  it('passes over a package.json that cannot be read and says nothing of Slipway', async () => {
    expect(
      await find({ 'test/fixture/package.json': '{', 'apps/web/package.json': '{ "slipway": {} }' }),
    ).toHaveLength(1)
  })
})

describe('readService()', () => {
  it('makes the page the entry point of a front end', async () => {
    const manifest = { name: 'web', slipway: { kind: 'static', api: 'http://localhost:3000' } }
    const tree = treeOf({ 'apps/web/package.json': JSON.stringify(manifest) })
    expect(await readService(tree, 'apps/web')).toMatchObject({
      kind: 'static',
      builder: 'oci',
      main: 'apps/web/index.html',
      api: 'http://localhost:3000',
    })
  })

  it('fills in the defaults, paths relative to the workspace', async () => {
    const base = `example.test/node@${digestOf('a')}`
    const manifest = { name: 'web', slipway: { base, workers: ['src/sum.worker.ts'], inputs: ['./assets/'] } }
    const tree = treeOf({ 'apps/web/package.json': JSON.stringify(manifest) })
    expect(await readService(tree, 'apps/web')).toEqual({
      name: 'web',
      root: 'apps/web',
      kind: 'node',
      api: undefined,
      port: undefined,
      builder: 'oci',
      base,
      main: 'apps/web/src/main.ts',
      workers: ['apps/web/src/sum.worker.ts'],
      dockerfile: 'apps/web/Dockerfile',
      context: 'apps/web',
      target: undefined,
      buildArgs: {},
      secrets: {},
      platforms: [],
      cache: undefined,
      attestations: [],
      inputs: ['assets'],
    })
  })

  it.each([
    ['a base that is no digest', '{ "base": "node:24" }'],
    ['a port that is none', '{ "port": 0 }'],
    ['an option that nobody knows', '{ "prot": 3000 }'],
  ])('refuses %s, with its place', async (_, options) => {
    const tree = treeOf({ 'apps/web/package.json': `{\n  "name": "web",\n  "slipway": ${options}\n}\n` })
    await expect(readService(tree, 'apps/web')).rejects.toMatchObject({
      code: 'invalid-options',
      problems: [{ file: 'apps/web/package.json', line: 3, column: 3 }],
    })
  })

  it('refuses an option of the docker builder with the oci builder, with its place', async () => {
    const slipway = { builder: 'oci', buildArgs: { A: '1' }, secrets: { token: 'TOKEN' } }
    const tree = treeOf({ 'apps/web/package.json': JSON.stringify({ slipway }, undefined, 2) })
    const problems = [expect.stringContaining('buildArgs'), expect.stringContaining('secrets')].map(
      (message) => expect.objectContaining({ message, file: 'apps/web/package.json', line: 2 }),
    )
    await expect(readService(tree, 'apps/web')).rejects.toMatchObject({ code: 'invalid-options', problems })
  })

  it('refuses a front end with the docker builder', async () => {
    const slipway = { builder: 'docker', kind: 'static' }
    const tree = treeOf({ 'apps/web/package.json': JSON.stringify({ slipway }) })
    await expect(readService(tree, 'apps/web')).rejects.toMatchObject({
      code: 'invalid-options',
      problems: [{ message: expect.stringContaining('kind') as string }],
    })
  })

  it('refuses a folder that is no service', async () => {
    await expect(readService(treeOf({}), 'apps/web')).rejects.toMatchObject({ code: 'not-a-service' })
  })
})
