import { git } from '@slipway/testing'
import { execa } from 'execa'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { openShop } from '../testing/shop.ts'

const program = path.resolve(import.meta.dirname, '../../bin/slipway.js')

function runProgram(cwd: string, ...args: string[]) {
  return execa(process.execPath, [program, ...args], { cwd, reject: false })
}

describe('slipway', () => {
  it('runs unbuilt, prints data on stdout alone, and ends with 0, 1 or 2', async () => {
    const { directory } = await openShop()
    const run = (...args: string[]) => runProgram(directory, ...args)
    expect(await run('--version')).toMatchObject({ exitCode: 0, stdout: '0.1.0', stderr: '' })
    expect(await run('render', 'staging/web')).toMatchObject({ exitCode: 0, stderr: '' })
    expect(await run('render', 'staging/nobody')).toMatchObject({ exitCode: 1, stdout: '' })
    expect(await run('render', '../staging')).toMatchObject({ exitCode: 2, stdout: '' })
  })

  it('works from any folder of the workspace, and nowhere else', async () => {
    const { directory, slipway } = await openShop()
    const [folder, nowhere] = [path.join(directory, 'apps/web'), path.dirname(directory)]
    const here = await runProgram(folder, 'render', 'staging/web')
    expect(`${here.stdout}\n`).toBe((await slipway('render', 'staging/web')).stdout)
    expect(await runProgram(nowhere, 'render', 'staging/web')).toMatchObject({ exitCode: 1, stdout: '' })
  })

  it('loads the module of the command that is asked for, and of no other', async () => {
    const { stderr } = await execa(process.execPath, ['--import', tellsCommands, program, 'login', '--help'])
    expect(stderr.split('\n').map((url) => path.basename(path.dirname(url)))).toEqual(['login'])
  })
})

/** A module that has Node print which modules of commands it loads. */
const tellsCommands = `data:text/javascript,${encodeURIComponent(`import { registerHooks } from 'node:module'
registerHooks({ load(url, context, next) {
  if (url.endsWith('/command.ts')) console.error(url)
  return next(url, context)
} })`)}`

describe('slipway publish', () => {
  it('names the flag that it does not know, rather than the one that is missing then', async () => {
    const { slipway } = await openShop()
    expect(await slipway('publish', '--evn', 'staging')).toMatchObject({
      status: 2,
      stderr: expect.stringContaining("'--evn'") as string,
    })
    expect(await slipway('publish')).toMatchObject({
      status: 2,
      stderr: expect.stringContaining('--env <environments>') as string,
    })
  })

  it('prints a table on stdout, and on stderr that the branch is behind now', async () => {
    const { slipway, ship, origin } = await openShop()
    const { digest } = await ship('apps/web')
    await ship('apps/api')
    await ship('apps/static')
    const { stdout, stderr } = await slipway('publish', '--env', 'staging')
    const commit = await git(origin, 'rev-parse', 'main')
    const lines = stdout.trimEnd().split('\n')
    expect(lines[2]).toBe(`web     none → ${digest.slice(0, 19)}`)
    expect(lines[3]).toBe(`published to staging: ${commit}`)
    expect(stderr).toContain('git pull')
  })

  it('says what a dry run would do, and gives no hint', async () => {
    const { slipway, ship } = await openShop()
    for (const root of ['apps/web', 'apps/api', 'apps/static']) await ship(root)
    const { stdout, stderr } = await slipway('publish', '--env', 'staging', '--dry-run')
    expect(stdout).toContain('would be published to staging')
    expect(stderr).toBe('')
  })
})
