import { pino } from 'pino'
import { describe, expect, it } from 'vitest'
import { createReleases } from './releases.ts'

function releases() {
  const lines: Record<string, unknown>[] = []
  const log = pino({}, { write: (line: string) => void lines.push(JSON.parse(line)) })
  return { ...createReleases(log), lines }
}

describe('run()', () => {
  it('runs every release, the latest first, one after the other', async () => {
    const { add, run } = releases()
    const events: string[] = []
    add(() => void events.push('first'))
    add(async () => {
      events.push('last begins')
      await Promise.resolve()
      events.push('last ends')
    })
    await run()
    expect(events).toEqual(['last begins', 'last ends', 'first'])
  })

  it('runs the others when one fails, logs which, and throws', async () => {
    const { add, run, lines } = releases()
    let ran = false
    add(() => void (ran = true))
    add(() => Promise.reject(new Error('gone')), 'database')
    await expect(run()).rejects.toMatchObject({ code: 'cannot-release' })
    expect(ran).toBe(true)
    expect(lines).toMatchObject([{ release: 'database', err: { message: 'gone' } }])
  })
})

describe('open()', () => {
  it('names what has not ended, also what was given no name', async () => {
    const { add, run, open } = releases()
    const gate = Promise.withResolvers<void>()
    add(() => undefined)
    add(function closePool() {
      return gate.promise
    })
    add(() => undefined, 'cache')
    expect(open()).toEqual(['release 1', 'closePool', 'cache'])
    const running = run()
    await Promise.resolve()
    await Promise.resolve()
    expect(open()).toEqual(['release 1', 'closePool'])
    gate.resolve()
    await running
    expect(open()).toEqual([])
  })
})
