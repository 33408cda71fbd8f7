import { describeWith, registryUser, startRegistry, temporaryDirectory } from '@slipway/testing'
import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { Readable } from 'node:stream'
import { describe, expect, it } from 'vitest'
import { testEnvironment } from '../../testing/test-environment.ts'
import { runCommandLine } from '../command-line.ts'

async function run(args: string[], { input = '', dockerConfig = '/nowhere' } = {}) {
  const printed = { stdout: '', stderr: '' }
  const status = await runCommandLine(args, {
    cwd: '/',
    environment: { ...testEnvironment, dockerConfig },
    stdin: Readable.from([Buffer.from(input)]),
    stdout: { write: (text) => (printed.stdout += text) },
    stderr: { write: (text) => (printed.stderr += text) },
  })
  return { status, ...printed }
}

describeWith(['registry'], 'slipway login', () => {
  it('takes the password from standard input, anywhere, and logout forgets it', async () => {
    const { host } = await startRegistry({ authenticated: true })
    const dockerConfig = await temporaryDirectory()
    const args = ['login', `https://${host}/`, '-u', registryUser.username, '--password-stdin']
    const done = await run(args, { input: `${registryUser.password}\r\n`, dockerConfig })
    expect(done).toMatchObject({ status: 0, stdout: '', stderr: expect.stringContaining(host) as string })
    expect(done.stderr).not.toContain(registryUser.password)
    expect(await readFile(path.join(dockerConfig, 'config.json'), 'utf8')).toContain(host)
    expect(await run(['logout', host], { dockerConfig })).toMatchObject({ status: 0 })
    expect(await readFile(path.join(dockerConfig, 'config.json'), 'utf8')).not.toContain(host)
  })

  it('tells who is refused what to do, and not the password', async () => {
    const { host } = await startRegistry({ authenticated: true })
    const refused = await run(['login', host, '-u', 'tester', '--password-stdin'], { input: 's3cret' })
    expect(refused).toMatchObject({ status: 1, stderr: expect.stringContaining('401') as string })
    expect(refused.stderr).not.toContain('s3cret')
  })
})

describe('slipway login', () => {
  it.each([
    [['login', 'ghcr.io', '--password-stdin']],
    [['login', 'ghcr.io', '-u', 'me']],
    [['login', '-u', 'me', '--password-stdin']],
    [['login', 'ghcr.io', '-u', 'me', '-p', 's3cret']],
    [['login', 'ghcr.io', '-u', 'me', '-ps3cret', '--password-stdin']],
    [['login', 'ghcr.io', '-u', 'me', '--password=s3cret']],
    [['login', 'ghcr.io', 's3cret', '-u', 'me', '--password-stdin']],
  ])('is called wrongly with %j, and repeats no password', async (args) => {
    const { status, stdout, stderr } = await run(args, { input: 'x' })
    expect([status, stdout]).toEqual([2, ''])
    expect(stderr).not.toContain('s3cret')
  })

  it('wants a password', async () => {
    const args = ['login', 'ghcr.io', '-u', 'me', '--password-stdin']
    expect(await run(args, { input: '\n' })).toMatchObject({ status: 1, stdout: '' })
  })
})
