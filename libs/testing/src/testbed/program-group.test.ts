import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readFileSync } from 'node:fs'
import { access, mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { afterEach, describe, expect, it } from 'vitest'
import { writeFiles } from '../files/file-tree.ts'
import { temporaryDirectory } from '../files/temporary-directory.ts'
import { ProgramGroup } from './program-group.ts'

const groups: ProgramGroup[] = []

async function newGroup(): Promise<ProgramGroup> {
  const group = new ProgramGroup(await mkdtemp(path.join(tmpdir(), 'slipway-group-')))
  groups.push(group)
  return group
}

afterEach(() => Promise.all(groups.splice(0).map((group) => group.stop())))

describe('ProgramGroup', () => {
  it('names a program that is missing', async () => {
    const group = await newGroup()
    const error = await group.start({ name: 'no-such-program' }).catch((thrown: unknown) => thrown)
    expect(error).toMatchObject({ code: 'program-missing' })
    expect(String(error)).toContain('"no-such-program"')
  })

  it('ends a program with its children, and removes the folder', async () => {
    const group = await newGroup()
    await group.start({ name: 'sh', arguments: ['-c', 'sleep 1000 & echo child $!; wait'] })
    const child = await group.until({ what: 'the child', seconds: 30 }, () => childOf(group))
    const [parent] = group.pids()
    await group.stop()
    expect([isRunning(parent), await endsSoon(child)]).toEqual([false, true])
    await expect(access(group.directory)).rejects.toThrow(/ENOENT/)
  })

  it('until() tells that a program ended, how, and what it said last', async () => {
    const group = await newGroup()
    await group.start({ name: 'sh', arguments: ['-c', 'echo port is taken >&2; exit 3'] })
    const error = await group.until({ what: 'the server', seconds: 30 }, async () => undefined).catch(String)
    expect(error).toMatch(/"sh" ended while waiting for the server: exit status 3\nport is taken/)
  })

  it('until() gives up when the time is over, with the last failure as the cause', async () => {
    const group = await newGroup()
    await group.start({ name: 'sleep', arguments: ['1000'] })
    const late = group.until({ what: 'the server', seconds: 0.1 }, () => Promise.reject(new Error('refused')))
    await expect(late).rejects.toMatchObject({
      code: 'deadline-passed',
      cause: { message: 'refused' },
    })
  })

  it('leaves nothing running when the process that started it is killed', async () => {
    const directory = await temporaryDirectory()
    await writeFiles(directory, { 'starter.mjs': starter(directory) })
    const starting = spawn(process.execPath, [path.join(directory, 'starter.mjs')])
    const [pid] = (await once(starting.stdout, 'data')) as [Buffer]
    expect(isRunning(Number(pid))).toBe(true)
    starting.kill('SIGKILL')
    expect(await endsSoon(Number(pid))).toBe(true)
  })
})

function starter(directory: string): string {
  return `
    import { ProgramGroup } from ${JSON.stringify(path.join(import.meta.dirname, 'program-group.ts'))}
    const group = new ProgramGroup(${JSON.stringify(directory)})
    await group.start({ name: 'sleep', arguments: ['1000'] })
    console.log(group.pids()[0])
    setInterval(() => {}, 1000)
  `
}

async function childOf(group: ProgramGroup): Promise<number | undefined> {
  const found = /child (\d+)/.exec(await group.lastWords('sh'))?.[1]
  return found === undefined ? undefined : Number(found)
}

async function endsSoon(pid: number): Promise<boolean> {
  for (let attempt = 0; attempt < 1500 && isRunning(pid); attempt++) await setTimeout(20)
  return !isRunning(pid)
}

function isRunning(pid: number | undefined): boolean {
  try {
    process.kill(pid ?? 0, 0)
    // Ended, but its new parent did not ask how yet.
    return !existsSync('/proc/self') || !/^\d+ \(.*\) Z/.test(readFileSync(`/proc/${pid}/stat`, 'utf8'))
  } catch {
    return false
  }
}
