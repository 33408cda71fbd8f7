import { git, temporaryDirectory, writeFiles } from '@slipway/testing'
import { execa } from 'execa'
import { once } from 'node:events'
import { chmod, readFile, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import path from 'node:path'
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest'
import { openShop, type Shop } from '../testing/shop.ts'
import { digestOf } from '../testing/sample-workspace.ts'
import type { WorkspacePublish } from './publish-workspace.ts'

const program = path.resolve(import.meta.dirname, '../../bin/slipway.js')
const webResult = 'dist/images/web.json'

describe('slipway publish', () => {
  let shop: Shop
  beforeEach(async () => {
    shop = await openShop()
    for (const root of ['apps/web', 'apps/api', 'apps/static']) await shop.ship(root)
  })

  /** Why it refuses. The command ends with 1 and says so on stderr alone, and the origin is as it was. */
  async function refusal(
    request: Partial<WorkspacePublish> = {},
  ): Promise<{ code: unknown; message: string }> {
    const before = await shop.refs()
    const { environmentNames = ['staging'], source } = request
    const args = ['--env', environmentNames.join(','), ...(source === undefined ? [] : ['--source', source])]
    const { status, stdout, stderr: message } = await shop.slipway('publish', ...args)
    expect({ status, stdout }).toEqual({ status: 1, stdout: '' })
    const error: unknown = await shop.publish(request).catch((thrown: unknown) => thrown)
    expect(await shop.refs()).toEqual(before)
    return { code: (error as { code?: unknown }).code, message }
  }

  async function editResult(edit: (result: Record<string, unknown>) => void): Promise<void> {
    const file = path.join(shop.directory, webResult)
    const result = JSON.parse(await readFile(file, 'utf8')) as Record<string, unknown>
    edit(result)
    await writeFile(file, JSON.stringify(result))
  }

  it('refuses an environment that slipway.yaml does not have, and names those that it has', async () => {
    expect(await refusal({ environmentNames: ['prod'] })).toMatchObject({
      code: 'unknown-environment',
      message: expect.stringMatching(/"prod".*"staging", "production"/) as string,
    })
  })

  it('refuses a service that has no overlay in the environment', async () => {
    await shop.ship('apps/release')
    expect(await refusal()).toMatchObject({
      code: 'no-overlay',
      message: expect.stringContaining('overlays/staging/release') as string,
    })
  })

  it.each([
    ['not JSON', () => writeFiles(shop.directory, { [webResult]: '{ "service": ' })],
    ['without a digest', () => editResult((result) => delete result['digest'])],
    ['with a field that nobody knows', () => editResult((result) => (result['extra'] = true))],
    ['about another service', () => editResult((result) => (result['service'] = 'api'))],
  ])('refuses a result file that is malformed: %s', async (_, damage) => {
    await damage()
    expect(await refusal()).toMatchObject({
      code: 'invalid-result',
      message: expect.stringContaining(webResult) as string,
    })
  })

  it('refuses a result file that was built from something else', async () => {
    await shop.commit({ 'apps/web/src/main.ts': 'other()\n' })
    expect(await refusal()).toMatchObject({
      code: 'stale-result',
      message: expect.stringContaining(webResult) as string,
    })
  })

  it('refuses a result file with inputs that somebody wrote', async () => {
    await editResult((result) => (result['inputs'] = digestOf('0')))
    expect(await refusal()).toMatchObject({ code: 'stale-result' })
  })

  it('refuses a result file of a service that the commit does not have', async () => {
    await rm(path.join(shop.directory, 'apps/web'), { recursive: true })
    await shop.commit({})
    expect(await refusal()).toMatchObject({ code: 'stale-result' })
  })

  it('refuses a result file that names another image than slipway.yaml', async () => {
    await editResult((result) => (result['image'] = 'elsewhere.example.test/web'))
    expect(await refusal()).toMatchObject({ code: 'stale-result' })
  })

  it('refuses two projects of one name', async () => {
    await shop.commit({ 'examples/web/package.json': '{ "name": "web", "slipway": {} }' })
    const message = expect.stringMatching(/"apps\/web" and "examples\/web"/) as string
    expect(await refusal()).toMatchObject({ code: 'invalid-options', message })
  })

  it('refuses a dirty work tree, untracked files too, unless a commit is named', async () => {
    await writeFiles(shop.directory, { 'apps/web/src/new.ts': 'new()\n' })
    expect(await refusal()).toMatchObject({
      code: 'dirty-tree',
      message: expect.stringContaining('"apps/web/src/new.ts"') as string,
    })
    expect(await shop.slipway('publish', '--env', 'staging', '--source', 'HEAD')).toMatchObject({ status: 0 })
  })

  it('refuses a commit that is not there', async () => {
    expect(await refusal({ source: 'nowhere' })).toMatchObject({ code: 'unknown-commit' })
  })

  it('refuses a digest that the registry lacks', async () => {
    await shop.commit({ 'apps/web/src/main.ts': 'other()\n' })
    await shop.build('apps/web')
    expect(await refusal()).toMatchObject({
      code: 'not-pushed',
      message: expect.stringContaining('nx run web:push') as string,
    })
  })

  it('refuses a service that changed and was not built, and names the command to run', async () => {
    await shop.commit({ 'apps/web/src/main.ts': 'other()\n' })
    await shop.forget()
    expect(await refusal()).toMatchObject({
      code: 'not-built',
      message: expect.stringContaining('npx nx affected -t image push') as string,
    })
  })

  it('says that nothing was built also when the registry cannot be asked', async () => {
    await shop.commit({ 'apps/web/src/main.ts': 'other()\n' })
    await shop.forget()
    const environment = { ...shop.environment, store: '127.0.0.1:1' }
    await expect(shop.publish({ environment })).rejects.toMatchObject({
      code: 'not-built',
      message: expect.stringMatching(/npx nx affected -t image push.*127\.0\.0\.1:1/) as string,
    })
  })

  it('refuses a config repo that cannot be reached', async () => {
    await git(shop.directory, 'remote', 'set-url', 'origin', path.join(shop.directory, '../gone.git'))
    expect(await refusal()).toMatchObject({ code: 'unreachable' })
  })

  it('refuses a config repo that lets nobody in, without a word of the credentials', async () => {
    const server = createServer((_, response) => response.writeHead(403).end()).listen(0, '127.0.0.1')
    onTestFinished(() => void server.close())
    await once(server, 'listening')
    const { port } = server.address() as AddressInfo
    await git(shop.directory, 'remote', 'set-url', 'origin', `http://ann:secret@127.0.0.1:${port}/shop.git`)
    const { code, message } = await refusal()
    expect(code).toBe('permission-denied')
    expect(message).not.toContain('secret')
  })

  it('ends when the time is over, and so does its process', async () => {
    const server = createServer(() => {}).listen(0, '127.0.0.1')
    onTestFinished(() => {
      server.closeAllConnections()
      server.close()
    })
    await once(server, 'listening')
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/shop.git`
    await git(shop.directory, 'remote', 'set-url', 'origin', url)
    const args = [program, 'publish', '--env=staging', '--timeout=2s', `--store=${shop.environment.store}`]
    const run = await execa(process.execPath, args, { cwd: shop.directory, reject: false, timeout: 30_000 })
    expect(run).toMatchObject({ exitCode: 1, stdout: '', timedOut: false })
    expect(run.stderr).toContain('nothing was pushed')
  })

  it('refuses when the config repo takes no push', async () => {
    const hook = path.join(shop.origin, 'hooks/pre-receive')
    await writeFiles(shop.origin, { 'hooks/pre-receive': '#!/bin/sh\necho "protected" >&2\nexit 1\n' })
    await chmod(hook, 0o755)
    expect(await refusal()).toMatchObject({ code: 'rejected' })
  })

  it('refuses a workspace that does not lie at the root of its repository', async () => {
    const outer = await temporaryDirectory()
    await git(outer, 'init', '--quiet')
    await git(outer, 'clone', '--quiet', shop.origin, path.join(outer, 'inner'))
    await rm(path.join(outer, 'inner/.git'), { recursive: true })
    await expect(shop.publish({ workspace: path.join(outer, 'inner') })).rejects.toMatchObject({
      code: 'no-workspace',
    })
  })

  it('calls wrong usage by its name', async () => {
    const flags = [
      [],
      ['--env'],
      ['--env='],
      ['--env=staging,'],
      ['--env=staging', '--force'],
      ['--env=staging', '--hotfix'],
      ['--env=staging', '--hotfix', '--reason= '],
      ['--env=staging', '--reason=x'],
      ['--env=staging', '--timeout=soon'],
      ['--env=staging', '--timeout=0s'],
    ]
    const runs = [...flags.map((some) => ['publish', ...some]), ['unknown']]
    for (const args of runs) expect(await shop.slipway(...args)).toMatchObject({ status: 2, stdout: '' })
    expect(await shop.slipway('publish', '--help')).toMatchObject({ status: 0, stderr: '' })
  })
})
