import { startService, type RunningService } from '@slipway/service-kit'
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { computation } from './app.ts'

const refusal = "Invalid 'n'. Must be an integer between 0 and 40.\n"

describe('computation-service', () => {
  let service: RunningService

  beforeAll(async () => {
    service = await startService(computation, { PORT: '0', LOG_LEVEL: 'silent', CHECK_RESPONSES: 'true' })
  })
  afterAll(() => service.stop())

  async function compute(query: string) {
    const response = await fetch(`${service.url}/api/compute${query}`)
    return {
      status: response.status,
      type: response.headers.get('Content-Type'),
      text: await response.text(),
    }
  }

  it('listens on 8080 unless told otherwise', () => {
    expect(computation.port).toBe(8080)
  })

  it('/api/compute gives the number and the whole milliseconds that it took', async () => {
    const { status, type, text } = await compute('?n=30')
    expect([status, type]).toEqual([200, 'application/json; charset=utf-8'])
    const { durationMs, ...rest } = JSON.parse(text)
    expect(rest).toEqual({ input: 30, result: 832_040 })
    expect(Number.isInteger(durationMs)).toBe(true)
  })

  it.each([
    ['?n=0', 0, 0],
    ['?n=1', 1, 1],
    ['?n=007', 7, 13],
    ['?n=%2B5', 5, 5],
    ['?n=-0', 0, 0],
    ['?n=8&n=abc', 8, 21],
  ])('/api/compute%s takes what the Go service took', async (query, input, result) => {
    const { status, text } = await compute(query)
    expect([status, JSON.parse(text)]).toEqual([200, { input, result, durationMs: expect.any(Number) }])
  })

  it.each(['', '?n=', '?n=1.5', '?n=abc', '?n=41', '?n=-1', '?n=1e1', '?n=+5', '?n=abc&n=8', '?m=5'])(
    '/api/compute%s is refused in plain text',
    async (query) => {
      expect(await compute(query)).toEqual({ status: 400, type: 'text/plain; charset=utf-8', text: refusal })
    },
  )
})

describe('computation-service under load', () => {
  const limits = { POOL_THREADS: '1', POOL_QUEUE_LIMIT: '1' }

  async function start(environment: Record<string, string>) {
    const lines: { msg: string; n?: number }[] = []
    const destination = { write: (line: string) => void lines.push(JSON.parse(line)) }
    const service = await startService(
      computation,
      { PORT: '0', LOG_LEVEL: 'debug', CHECK_RESPONSES: 'true', ...limits, ...environment },
      { destination },
    )
    onTestFinished(() => service.stop())
    const compute = (n: number, signal?: AbortSignal) =>
      fetch(`${service.url}/api/compute?n=${n}`, signal ? { signal } : {})
    const computing = () => lines.filter(({ msg }) => msg === 'Computing').length
    const metric = async (name: string) => {
      const text = await (await fetch(`${service.adminUrl}/metrics`)).text()
      return Number(new RegExp(`^worker_pool_${name}\\{.* (\\S+)$`, 'm').exec(text)?.[1])
    }
    return { service, compute, computing, metric }
  }
  const patience = { timeout: 60_000, interval: 5 }

  it('answers /health and stays ready while a worker is busy and the queue is full, and 503 to one more', async () => {
    const { service, compute, metric } = await start({})
    const answers = [compute(40), compute(39)]
    await expect.poll(() => metric('queue_length'), patience).toBe(1)
    const refused = await compute(1)
    expect([refused.status, await refused.json()]).toEqual([503, { error: 'All workers are busy' }])
    expect(Number(refused.headers.get('Retry-After'))).toBeGreaterThan(0)
    for (const path of ['/health', '/ready']) expect((await fetch(service.url + path)).status).toBe(200)
    expect(await metric('queue_length')).toBe(1)
    const results = await Promise.all(answers.map(async (answer) => (await answer).json()))
    expect(results).toMatchObject([{ result: 102_334_155 }, { result: 63_245_986 }])
  })

  it('answers 504 past the deadline and goes on', async () => {
    const { compute } = await start({ POOL_DEADLINE_MS: '100' })
    const late = await compute(40)
    expect([late.status, late.headers.get('Retry-After')]).toEqual([504, null])
    await expect.poll(async () => (await compute(10)).status, patience).toBe(200)
  })

  it('stops computing for a client that went away', async () => {
    const { compute, computing, metric } = await start({})
    const client = new AbortController()
    const answers = [compute(40, client.signal), compute(40, client.signal)].map((answer) =>
      answer.catch(() => 'left'),
    )
    await expect.poll(computing, patience).toBe(2)
    client.abort()
    expect(await Promise.all(answers)).toEqual(['left', 'left'])
    await expect.poll(() => metric('busy_workers'), patience).toBe(0)
    expect((await compute(10)).status).toBe(200)
  })

  it.each([
    ['POOL_THREADS', '0'],
    ['POOL_QUEUE_LIMIT', 'long'],
    ['POOL_DEADLINE_MS', '-1'],
  ])('does not start with %s=%s', async (variable, value) => {
    const started = startService(computation, { PORT: '0', LOG_LEVEL: 'silent', [variable]: value })
    await expect(started).rejects.toMatchObject({ code: 'invalid-settings', problems: [{ variable }] })
  })
})
