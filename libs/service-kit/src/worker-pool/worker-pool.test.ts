import { pino } from 'pino'
import { describe, expect, it, onTestFinished } from 'vitest'
import { createMetrics } from '../metrics/metrics.ts'
import type { Order } from './fixtures/tasks.worker.ts'
import type { WorkerPoolSettings } from './settings.ts'
import { workerFile } from './worker-file.ts'
import { openWorkerPool } from './worker-pool.ts'

const patience = { timeout: 60_000 }

async function open(settings: Partial<WorkerPoolSettings> = {}, worker = 'tasks.worker') {
  const metrics = createMetrics('sample')
  const releases: (() => Promise<void> | void)[] = []
  const pool = await openWorkerPool<Order, unknown>(
    {
      name: 'tasks',
      worker: new URL(`./fixtures/${worker}.ts`, import.meta.url),
      warmUp: { echo: 'warm' },
      settings: { POOL_THREADS: 1, POOL_QUEUE_LIMIT: 2, POOL_DEADLINE_MS: 60_000, ...settings },
    },
    {
      metrics,
      log: pino({ level: 'silent' }),
      onStop: (release) => void releases.push(release),
    },
  )
  onTestFinished(async () => {
    for (const release of releases) await release()
  })
  const read = async (metric: string) => {
    const line = (await metrics.write()).split('\n').find((text) => text.startsWith(`worker_pool_${metric}`))
    return Number(line?.split(' ').at(-1) ?? 0)
  }
  return { run: pool.run.bind(pool), close: pool.close.bind(pool), read }
}

/** A task that holds a thread until `release` is called. */
function held(): { order: Order; release(): void } {
  const wait = new SharedArrayBuffer(4)
  const release = () => {
    const memory = new Int32Array(wait)
    Atomics.store(memory, 0, 1)
    Atomics.notify(memory, 0)
  }
  onTestFinished(release)
  return { order: { wait }, release }
}

describe('openWorkerPool()', () => {
  it('gives what the worker gives, and the errors that it throws', async () => {
    const { run } = await open()
    expect(await run({ echo: [1, 'two'] })).toEqual([1, 'two'])
    await expect(run('throw')).rejects.toMatchObject({ message: 'Wrong order' })
    expect(await run({ echo: 'still there' })).toBe('still there')
  })

  it('fails when a worker cannot do its first task', async () => {
    await expect(open({}, 'broken.worker')).rejects.toThrow('This worker cannot work')
  })

  it('refuses at once what has no place in the queue, and says when to come again', async () => {
    const { run, read } = await open()
    const first = held()
    const tasks = [run(first.order), run({ echo: 1 }), run({ echo: 2 })]
    expect([await read('busy_workers'), await read('queue_length')]).toEqual([1, 2])
    const refusal = { code: 'queue-full', status: 503, expose: true }
    await expect(run({ echo: 3 })).rejects.toMatchObject({ ...refusal, headers: { 'Retry-After': '1' } })
    expect(await read('rejected_total{pool="tasks",reason="queue-full"')).toBe(1)
    first.release()
    expect(await Promise.all(tasks)).toEqual([undefined, 1, 2])
    expect([await read('busy_workers'), await read('queue_length')]).toEqual([0, 0])
    expect(await read('task_duration_seconds_count')).toBe(3)
  })

  it('lets nobody wait when its limit is 0', async () => {
    const { run } = await open({ POOL_QUEUE_LIMIT: 0 })
    const first = held()
    const task = run(first.order)
    await expect(run({ echo: 1 })).rejects.toMatchObject({ code: 'queue-full' })
    first.release()
    await task
    expect(await run({ echo: 2 })).toBe(2)
  })

  it('works on as many tasks at once as it has threads', async () => {
    const { run, read } = await open({ POOL_THREADS: 2, POOL_QUEUE_LIMIT: 0 })
    const first = held()
    const task = run(first.order)
    expect(await run({ echo: 1 })).toBe(1)
    expect(await read('busy_workers')).toBe(1)
    first.release()
    await task
  })
})

describe('the deadline', () => {
  it('stops a worker that computes, WebAssembly too, and starts another', async () => {
    const { run, read } = await open({ POOL_DEADLINE_MS: 300 })
    await expect(run('loop')).rejects.toMatchObject({ code: 'not-finished', status: 504, headers: {} })
    // Starting a thread may itself take longer than that on a busy machine.
    await expect.poll(() => run({ echo: 1 }).catch(() => 0), patience).toBe(1)
    expect(await read('rejected_total{pool="tasks",reason="not-finished"')).toBeGreaterThan(0)
    await expect.poll(idles, patience).toBe(true)
  })

  it('counts the time in the queue, and frees the place there', async () => {
    const { run, read } = await open({ POOL_DEADLINE_MS: 300, POOL_QUEUE_LIMIT: 1 })
    const tasks = [run(held().order), run({ echo: 1 })]
    const [running, waiting] = await Promise.allSettled(tasks)
    expect(running).toMatchObject({ reason: { code: 'not-finished' } })
    expect(waiting).toMatchObject({ reason: { code: 'not-begun', status: 503 } })
    expect(await read('queue_length')).toBe(0)
  })
})

/** Whether the whole process, threads included, leaves a processor alone for half of the time. */
async function idles(): Promise<boolean> {
  const [begun, before] = [performance.now(), process.cpuUsage()]
  await new Promise((resolve) => setTimeout(resolve, 200))
  const { user, system } = process.cpuUsage(before)
  return (user + system) / 1000 < (performance.now() - begun) / 2
}

describe('a caller that goes away', () => {
  it('frees its place in the queue', async () => {
    const { run, read } = await open()
    const first = held()
    const task = run(first.order)
    const caller = new AbortController()
    const waiting = run({ echo: 1 }, caller.signal)
    const last = run({ echo: 2 })
    caller.abort()
    await expect(waiting).rejects.toMatchObject({ code: 'caller-gone' })
    expect(await read('queue_length')).toBe(1)
    first.release()
    expect(await Promise.all([task, last])).toEqual([undefined, 2])
  })

  it('frees its worker', async () => {
    const { run } = await open({ POOL_QUEUE_LIMIT: 0 })
    const caller = new AbortController()
    const task = run('loop', caller.signal)
    caller.abort()
    await expect(task).rejects.toMatchObject({ code: 'caller-gone' })
    await expect.poll(() => run({ echo: 1 }).catch(() => 0), patience).toBe(1)
  })

  it('gets no worker when it was gone before', async () => {
    const { run, read } = await open()
    await expect(run('exit', AbortSignal.abort())).rejects.toMatchObject({ code: 'caller-gone' })
    await expect.poll(() => read('busy_workers')).toBe(0)
  })

  it('is answered as at the deadline when it was its own that passed', async () => {
    const { run } = await open()
    const task = run('loop', AbortSignal.timeout(50))
    await expect(task).rejects.toMatchObject({ code: 'not-finished', status: 504 })
  })
})

describe('a worker that dies', () => {
  it.each(['exit', 'crash'] as const)('loses one task by %s, and the pool goes on', async (order) => {
    const { run, read } = await open()
    const tasks = [run(order), run({ echo: 1 }), run({ echo: 2 })]
    const [lost, ...others] = await Promise.allSettled(tasks)
    expect(lost).toMatchObject({ status: 'rejected' })
    expect(others).toMatchObject([{ value: 1 }, { value: 2 }])
    expect(await read('busy_workers')).toBe(0)
  })

  it('is replaced each time', async () => {
    const { run } = await open()
    for (let died = 0; died < 5; died += 1) await expect(run('exit')).rejects.toThrow('exited')
    expect(await run({ echo: 1 })).toBe(1)
  })
})

describe('close()', () => {
  it('ends what runs and what waits', async () => {
    const { run, close } = await open()
    const tasks = [run('loop'), run({ echo: 1 })]
    const results = Promise.allSettled(tasks)
    await close()
    expect(await results).toMatchObject([{ status: 'rejected' }, { reason: { code: 'closed', status: 503 } }])
    await expect(run({ echo: 1 })).rejects.toMatchObject({ code: 'closed' })
  })
})

describe('workerFile()', () => {
  it('names a file beside a module, as source and in a bundle', () => {
    expect(workerFile('sum.worker', 'file:///a/src/sum/pool.ts').href).toBe('file:///a/src/sum/sum.worker.ts')
    expect(workerFile('sum.worker', 'file:///app/main.js').href).toBe('file:///app/sum.worker.js')
  })
})
