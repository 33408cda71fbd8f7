import { openRepository } from '@slipway/git'
import { git, temporaryDirectory, writeFiles } from '@slipway/testing'
import { chmod, readFile } from 'node:fs/promises'
import path from 'node:path'
import { beforeEach, describe, expect, it } from 'vitest'
import { commitAll, createSampleWorkspace, digestOf, sampleFiles } from '../../testing/sample-workspace.ts'
import { findServices } from '../../workspace/service.ts'
import { openSourceTree, type SourceTree } from '../../workspace/source-tree.ts'
import { readWorkTree } from '../../workspace/work-tree.ts'
import { findImageInputs, hashInputs, inputsTag } from './image-inputs.ts'

const target = { base: digestOf('b'), architecture: 'x64' }

async function hashAll(tree: SourceTree): Promise<Record<string, string>> {
  const services = await findServices(tree)
  const hashes = services.map(async (service) => [
    service.name,
    hashInputs(await findImageInputs(tree, service, target)),
  ])
  return Object.fromEntries((await Promise.all(hashes)) as [string, string][])
}

/** Which services get another hash from these edits, before and after they are committed. */
async function changedBy(directory: string, edits: Record<string, string>): Promise<string[]> {
  const before = await readWorkTree(directory, hashAll)
  await writeFiles(directory, edits)
  const after = await readWorkTree(directory, hashAll)
  expect(await readCommit(directory, await commitAll(directory, 'Edit'))).toEqual(after)
  return Object.keys(after).filter((name) => after[name] !== before[name])
}

async function readCommit(directory: string, commit: string): Promise<Record<string, string>> {
  return hashAll(await openSourceTree(await openRepository(directory), commit))
}

function edit(file: string, from: string, to: string): Record<string, string> {
  const text = sampleFiles[file] ?? ''
  expect(text).toContain(from)
  return { [file]: text.replace(from, to) }
}

function releaseWith(options: object): Record<string, string> {
  const file = 'apps/release/package.json'
  const manifest = JSON.parse(sampleFiles[file] ?? '') as { slipway: object }
  return { [file]: JSON.stringify({ ...manifest, slipway: { ...manifest.slipway, ...options } }) }
}

describe('hashInputs()', () => {
  let directory: string
  beforeEach(async () => {
    directory = await createSampleWorkspace()
  })

  it('changes with the source of a service, for that service alone', async () => {
    expect(await changedBy(directory, { 'apps/web/src/main.ts': 'other()\n' })).toEqual(['web'])
    expect(await changedBy(directory, { 'apps/web/src/new.ts': 'more()\n' })).toEqual(['web'])
  })

  it('changes with a WebAssembly module of a service, whatever its bytes', async () => {
    const empty = '\0asm\u0001\0\0\0'
    expect(await changedBy(directory, { 'apps/web/src/sum.wasm': empty })).toEqual(['web'])
    expect(await changedBy(directory, { 'apps/web/src/sum.wasm': `${empty}\0\u0002\u0001a` })).toEqual([
      'web',
    ])
  })

  it('changes with a library, for exactly its users', async () => {
    expect(await changedBy(directory, { 'libs/kit/src/index.ts': 'other()\n' })).toEqual(['release', 'web'])
  })

  it('stays with tests, Markdown, scripts and development dependencies', async () => {
    const edits = {
      'apps/web/README.md': 'other\n',
      'apps/web/src/main.test.ts': 'other()\n',
      'apps/web/src/main.spec.ts': 'other()\n',
      'apps/static/README.md': 'ignored by .dockerignore\n',
      'README.md': 'other\n',
      ...edit('apps/web/package.json', '"tool": "^1.0.0"', '"tool": "^2.0.0", "other": "1"'),
      ...edit('package-lock.json', '"sha512-tool"', '"sha512-other"'),
    }
    expect(await changedBy(directory, edits)).toEqual([])
  })

  it('changes with a production dependency in the lockfile, for exactly its users', async () => {
    expect(await changedBy(directory, edit('package-lock.json', '"3.3.0"', '"3.3.1"'))).toEqual([
      'release',
      'web',
    ])
    expect(await changedBy(directory, edit('package-lock.json', 'sha512-left', 'sha512-other'))).toContain(
      'api',
    )
  })

  it('changes with the bundler, for every service that has something to bundle', async () => {
    const bundler = edit('package-lock.json', '"version": "0.28.2"', '"version": "0.28.3"')
    expect(await changedBy(directory, bundler)).toEqual(['api', 'release', 'web'])
  })

  it('changes with options and compiler options, not with references between TypeScript projects', async () => {
    expect(await changedBy(directory, edit('apps/web/package.json', '"port": 3000', '"port": 3002'))).toEqual(
      ['web'],
    )
    expect(await changedBy(directory, edit('tsconfig.base.json', 'true', 'false'))).toEqual([
      'api',
      'release',
      'web',
    ])
    const references = edit(
      'apps/web/tsconfig.json',
      '"references": []',
      '"references": [{ "path": "../api" }]',
    )
    expect(await changedBy(directory, references)).toEqual([])
  })

  it('changes with every file of a project that Docker may copy, and with its Dockerfile', async () => {
    expect(await changedBy(directory, { 'apps/static/deep/page.html': '<p>\n' })).toEqual(['static'])
    expect(await changedBy(directory, { 'apps/static/Dockerfile': 'FROM scratch\n' })).toEqual(['static'])
    expect(await changedBy(directory, { 'apps/release/Dockerfile': 'FROM scratch\n' })).toEqual(['release'])
  })

  it.each([
    ['target', 'last'],
    ['buildArgs', { WORD: 'one' }],
    ['platforms', ['linux/arm64']],
    ['attestations', ['provenance']],
  ])('changes with the option %s of the docker builder', async (name, value) => {
    expect(await changedBy(directory, releaseWith({ [name]: value }))).toEqual(['release'])
  })

  it('stays with where the cache lies, and with the secrets', async () => {
    const options = { cache: 'example.test/cache', secrets: { token: 'TOKEN' } }
    expect(await changedBy(directory, releaseWith(options))).toEqual([])
  })

  it('changes with the paths that the option inputs names', async () => {
    const withInputs = edit('apps/api/package.json', '"port": 3001', '"inputs": ["assets"], "port": 3001')
    await changedBy(directory, { ...withInputs, 'assets/README.md': 'one\n' })
    expect(await changedBy(directory, { 'assets/README.md': 'two\n' })).toEqual(['api'])
  })

  it('changes with the mode of a file that Docker copies, not with that of one that is bundled', async () => {
    const before = await readWorkTree(directory, hashAll)
    await chmod(path.join(directory, 'apps/api/src/main.ts'), 0o755)
    await chmod(path.join(directory, 'apps/static/index.html'), 0o755)
    const after = await readWorkTree(directory, hashAll)
    expect(Object.keys(after).filter((name) => after[name] !== before[name])).toEqual(['static'])
  })

  it('is the same in another folder and under another umask', async () => {
    const clone = path.join(await temporaryDirectory(), 'clone')
    await git(directory, 'clone', '--quiet', directory, clone)
    for (const file of Object.keys(sampleFiles)) await chmod(path.join(clone, file), 0o600)
    expect(await readWorkTree(clone, hashAll)).toEqual(await readWorkTree(directory, hashAll))
  })

  it('changes with the base image and the processor', async () => {
    await readWorkTree(directory, async (tree) => {
      const [service] = await findServices(tree)
      if (!service) throw new Error('no service')
      const targets = [target, { ...target, base: digestOf('c') }, { ...target, architecture: 'arm64' }]
      const hashes = targets.map(async (one) => hashInputs(await findImageInputs(tree, service, one)))
      expect(new Set(await Promise.all(hashes)).size).toBe(3)
    })
  })

  it('is known for this workspace, so that a change of the rules is noticed', async () => {
    const { api } = await readWorkTree(directory, hashAll)
    expect(api).toMatchInlineSnapshot(
      `"sha256:e6b53eca99e25d5e9fac0b5ce3c9ee91269f21ca8a2588ff50e61faa73833ccd"`,
    )
  })

  it('counts the whole lockfile of another package manager', async () => {
    await git(directory, 'mv', 'package-lock.json', 'pnpm-lock.yaml')
    expect(await changedBy(directory, { 'pnpm-lock.yaml': 'lockfileVersion: 9\n' })).toEqual(['api', 'web'])
    // Nothing tells that web uses it: the option "inputs" has to.
    expect(await changedBy(directory, { 'libs/kit/src/index.ts': 'other()\n' })).toEqual([])
  })
})

describe('findImageInputs()', () => {
  it('refuses a service whose dependencies nothing pins, and inputs that are not there', async () => {
    const directory = await createSampleWorkspace()
    const manifest = await readFile(path.join(directory, 'apps/api/package.json'), 'utf8')
    await writeFiles(directory, {
      'apps/api/package.json': manifest.replace('"port": 3001', '"inputs": ["nowhere"]'),
    })
    await expect(readWorkTree(directory, hashAll)).rejects.toMatchObject({ code: 'invalid-options' })
    await git(directory, 'rm', '--quiet', 'package-lock.json')
    await expect(readWorkTree(directory, hashAll)).rejects.toMatchObject({ code: 'no-lockfile' })
  })
})

describe('inputsTag()', () => {
  it('is a tag that a registry takes', () => {
    expect(inputsTag(digestOf('a'))).toBe(`inputs-${'a'.repeat(64)}`)
  })
})
