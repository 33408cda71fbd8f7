import { pino } from 'pino'
import { describe, expect, it } from 'vitest'
import { createReadiness } from './readiness.ts'

function readiness(options: { cacheMs?: number; timeoutMs?: number } = {}) {
  const lines: Record<string, unknown>[] = []
  const phase = { starting: false, stopping: false, overloaded: false }
  const log = pino({}, { write: (line: string) => void lines.push(JSON.parse(line)) })
  const made = createReadiness({
    log,
    timeoutMs: options.timeoutMs ?? 30_000,
    cacheMs: options.cacheMs ?? 0,
    isStarting: () => phase.starting,
    isStopping: () => phase.stopping,
    isOverloaded: () => phase.overloaded,
  })
  return { ...made, lines, phase }
}

describe('readyWhen()', () => {
  it.each([
    ['rejects', async () => Promise.reject(new Error('refused'))],
    [
      'throws',
      () => {
        throw new Error('closed')
      },
    ],
    ['gives false', () => false],
  ])('makes the service not ready while its check %s, and names it', async (_, check) => {
    const { readyWhen, state } = readiness()
    readyWhen('cache', () => undefined)
    readyWhen('stock', check)
    expect(await state()).toEqual({ ready: false, reason: 'Waiting for stock' })
  })

  it('makes the service ready again once the check passes, and logs both once', async () => {
    const { readyWhen, state, lines } = readiness()
    const stock = { there: false }
    readyWhen('stock', () => stock.there)
    expect(await state()).toMatchObject({ ready: false })
    expect(await state()).toMatchObject({ ready: false })
    stock.there = true
    expect(await state()).toEqual({ ready: true })
    expect(lines.map(({ msg, check }) => [msg, check])).toEqual([
      ['Not ready', 'stock'],
      ['Ready again', 'stock'],
    ])
  })

  it('takes a check that hangs for failed after the timeout and aborts it', async () => {
    const { readyWhen, state } = readiness({ timeoutMs: 20 })
    const aborted = Promise.withResolvers<void>()
    readyWhen('stock', (signal) => {
      signal.addEventListener('abort', () => aborted.resolve())
      return new Promise(() => undefined)
    })
    expect(await state()).toMatchObject({ ready: false })
    await aborted.promise
  })

  it('runs its check once for probes that come together, and not again while the result counts', async () => {
    const { readyWhen, state } = readiness({ cacheMs: 60_000 })
    let runs = 0
    readyWhen('stock', async () => {
      runs += 1
    })
    await Promise.all([state(), state(), state()])
    await state()
    expect(runs).toBe(1)
  })

  it('runs its check again when the result counts no more', async () => {
    const { readyWhen, state } = readiness({ cacheMs: 0 })
    let runs = 0
    readyWhen('stock', () => void (runs += 1))
    await state()
    await state()
    expect(runs).toBe(2)
  })
})

describe('state()', () => {
  it('tells that the service starts, stops or has too much to do without running checks', async () => {
    const { readyWhen, state, phase } = readiness()
    let runs = 0
    readyWhen('stock', () => void (runs += 1))
    phase.overloaded = true
    expect(await state()).toEqual({ ready: false, reason: 'Overloaded' })
    phase.starting = true
    expect(await state()).toEqual({ ready: false, reason: 'Starting' })
    phase.stopping = true
    expect(await state()).toEqual({ ready: false, reason: 'Stopping' })
    expect(runs).toBe(0)
  })

  it('tells that the service began to stop while a check ran', async () => {
    const { readyWhen, state, phase } = readiness()
    const gate = Promise.withResolvers<void>()
    readyWhen('stock', () => gate.promise)
    const asked = state()
    phase.stopping = true
    gate.resolve()
    expect(await asked).toEqual({ ready: false, reason: 'Stopping' })
  })
})
