import {
  createBareRepository as createRemote,
  git,
  gitEnvironment,
  temporaryDirectory,
} from '@slipway/testing'
import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { createBareRepository, openRepository } from '../index.ts'

describe('RemoteReader configured as a partial clone of another repository', () => {
  it.each([
    ['that can leave something out', 'true'],
    ['that can leave nothing out', 'false'],
  ])('asks the server %s, and that one alone', async (_, filter) => {
    const many = Object.fromEntries(
      Array.from({ length: 300 }, (__, index) => [`f/${index}`, `text ${index}`]),
    )
    const [workspace, config] = [await createRemote({ file: 'text' }), await createRemote(many)]
    await git(config, 'config', 'uploadpack.allowFilter', filter)
    const clone = path.join(await temporaryDirectory(), 'clone')
    await git('/', 'clone', '--quiet', '--filter=blob:none', `file://${workspace}`, clone)
    const trace = path.join(await temporaryDirectory(), 'trace')
    const env = { ...gitEnvironment, GIT_TRACE: trace }
    const configuredAs = await openRepository(clone, { env })
    const directory = path.join(await temporaryDirectory(), 'scratch')
    await using scratch = await createBareRepository(directory, { env, configuredAs })
    const remote = scratch.remote(config)
    const tips = await remote.fetchTips(['+refs/heads/main:refs/fetched/tip'])
    const tip = tips.get('refs/fetched/tip') ?? ''
    const listed = await remote.listFiles(tip, [''])
    const read = await remote.readFiles(
      tip,
      listed.map((file) => file.path),
    )
    expect(Object.fromEntries([...read].map(([name, text]) => [name, String(text)]))).toEqual(many)
    expect(await readFile(trace, 'utf8')).not.toMatch(/fetch origin/)
    const tree = await scratch.writeTree(tip, new Map([['f/1', 'new']]))
    const oid = await scratch.commitTree({ tree, parents: [tip], message: 'New' })
    await scratch.push(config, [{ ref: 'refs/heads/main', oid, expected: tip }])
    expect(await git(config, 'show', 'main:f/1')).toBe('new')
  })
})
