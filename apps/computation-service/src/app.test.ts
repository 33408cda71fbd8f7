import { startService, type RunningService } from '@slipway/service-kit'
import { availableParallelism } from 'node:os'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { computation } from './app.ts'

const refusal = "Invalid 'n'. Must be an integer between 0 and 40.\n"

describe('computation-service', () => {
  let service: RunningService
  const messages: string[] = []

  beforeAll(async () => {
    const destination = { write: (line: string) => void messages.push(JSON.parse(line).msg) }
    service = await startService(
      computation,
      { PORT: '0', LOG_LEVEL: 'debug', CHECK_RESPONSES: 'true' },
      { destination },
    )
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

  it('/health answers at once while every worker is busy', async () => {
    const ended: string[] = []
    messages.length = 0
    const busy = Array.from({ length: 2 * availableParallelism() }, async () => {
      const { status } = await compute('?n=40')
      ended.push(`compute ${status}`)
    })
    await expect
      .poll(() => messages.filter((message) => message === 'Computing'), { timeout: 30_000 })
      .toHaveLength(busy.length)
    for (let asked = 0; asked < 10; asked += 1) {
      const response = await fetch(`${service.url}/health`)
      ended.push(`health ${response.status}`)
    }
    await Promise.all(busy)
    expect(ended).toEqual([
      ...Array.from({ length: 10 }, () => 'health 200'),
      ...Array.from(busy, () => 'compute 200'),
    ])
  }, 60_000)
})
