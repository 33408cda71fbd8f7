import { behaviours } from '@slipway/testing/downstream'
import { describe, expect, it } from 'vitest'
import { ask, loggedError, outcomesOf, patience, serve, start } from '../testing/start.ts'

const { answer, json } = behaviours
const five = '{"input":5,"result":5,"durationMs":0}'

/** The service under test with a compute service behind it. */
async function startWith(...behaviour: Parameters<typeof serve>) {
  const compute = await serve(...behaviour)
  return { compute, ...(await start({ COMPUTATION_SERVICE_URL: `${compute.url}/` })) }
}

describe('GET /api/compute', () => {
  it('passes the query on as it stands, and the answer back byte for byte', async () => {
    const { service, compute } = await startWith(answer(200, five, { 'Content-Type': 'application/json' }))
    expect(await ask(service, '/api/compute?n=%2B5&n=x')).toMatchObject({
      status: 200,
      type: 'application/json',
      text: five,
    })
    expect(compute.requests[0]).toMatchObject({
      path: '/api/compute?n=%2B5&n=x',
      headers: { 'x-request-id': 'trace-42' },
    })
  })

  it('passes a refusal back with its status, type and text', async () => {
    const text = "Invalid 'n'. Must be an integer between 0 and 40.\n"
    const { service } = await startWith(answer(400, text, { 'Content-Type': 'text/plain; charset=utf-8' }))
    expect(await ask(service, '/api/compute')).toMatchObject({
      status: 400,
      type: 'text/plain; charset=utf-8',
      text,
    })
  })

  it('passes a 503 back with its Retry-After at once, and does not ask again', async () => {
    const busy = answer(503, '{"error":"Busy"}', { 'Content-Type': 'application/json', 'Retry-After': '1' })
    const { service, compute } = await startWith(busy)
    const passed = { status: 503, text: '{"error":"Busy"}', retryAfter: '1' }
    // More often than would open the breaker.
    for (let index = 0; index < 15; index += 1)
      expect(await ask(service, '/api/compute?n=5')).toMatchObject(passed)
    expect(compute.requests).toHaveLength(15)
  })

  it.each([
    ['cuts the connection', behaviours.reset],
    ['speaks another protocol', behaviours.garbage],
    ['answers 500', answer(500, 'hunter2')],
    ['redirects', answer(302, '', { Location: 'http://127.0.0.1/hunter2' })],
    ['sends no computation', json({ secret: 'hunter2' })],
    ['sends a body without an end', behaviours.endless],
  ])('is 502, with the cause in the log only, when the compute service %s', async (_, behaviour) => {
    const { service, lines } = await startWith(behaviour)
    const { status, text } = await ask(service, '/api/compute?n=5')
    expect([status, text]).toEqual([502, '{"error":"Bad Gateway"}'])
    expect(await loggedError(lines, '/api/compute')).toMatchObject({
      message: expect.stringMatching('computation'),
    })
    expect(JSON.stringify(lines)).not.toContain('hunter2')
  })

  it("is 504 when the caller's deadline comes first", async () => {
    const { service, compute } = await startWith(behaviours.hang)
    const headers = { 'X-Envoy-Expected-Rq-Timeout-Ms': '150' }
    const { status, text } = await ask(service, '/api/compute?n=5', headers)
    expect([status, text]).toEqual([504, '{"error":"Gateway Timeout"}'])
    await expect.poll(() => compute.open, patience).toBe(0)
  })

  it('is 503 with Retry-After while the compute service fails', async () => {
    const { service, compute } = await startWith(answer(500))
    for (let index = 0; index < 10; index += 1) await ask(service, '/api/compute?n=5')
    const { status, text, retryAfter } = await ask(service, '/api/compute?n=5')
    expect([status, text, retryAfter]).toEqual([503, '{"error":"Service Unavailable"}', '5'])
    expect(compute.requests).toHaveLength(10)
  })

  it('lets go of the compute service when the client goes away', async () => {
    const { service, compute } = await startWith(behaviours.hang)
    const client = new AbortController()
    const asked = compute.nextRequest()
    const gone = fetch(`${service.url}/api/compute?n=40`, { signal: client.signal })
    await asked
    client.abort()
    await expect(gone).rejects.toThrow('aborted')
    await expect.poll(() => compute.open, patience).toBe(0)
    expect(await outcomesOf(service, 'computation')).toEqual(['cancelled'])
  })
})
