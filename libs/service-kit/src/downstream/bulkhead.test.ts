import { behaviours } from '@slipway/testing/downstream'
import type { Socket } from 'node:net'
import { describe, expect, it } from 'vitest'
import { caller, fail, item, open } from './testing/open.ts'

describe('the bulkhead', () => {
  it('lets so many calls run and so many wait, and refuses the next one at once', async () => {
    const { server, downstream } = await open(behaviours.hang, { connections: 2, waiting: 1, timeoutMs: 300 })
    const calls = [1, 2, 3].map(() => fail(downstream.getJson(item, caller())))
    const refused = await fail(downstream.getJson(item, caller()))
    expect(refused.code).toBe('too-many-calls')
    expect(refused.afterMs).toBeLessThan(200)
    expect((await Promise.all(calls)).map(({ code }) => code)).toEqual(['timeout', 'timeout', 'timeout'])
    expect(server.accepted).toBe(2)
  })

  it('gives the place of a call that ends to the one that waits longest', async () => {
    const held: Socket[] = []
    const { server, downstream } = await open((socket) => void held.push(socket), {
      connections: 1,
      waiting: 2,
    })
    const paths = ['/1', '/2', '/3'] as const
    const calls = paths.map((path) => downstream.getJson(item, caller(), { path }))
    for (const [index, path] of paths.entries()) {
      if (server.requests.length <= index) await server.nextRequest()
      expect(server.requests.map((request) => request.path)).toHaveLength(index + 1)
      expect(server.requests[index]!.path).toBe(`/items${path}`)
      behaviours.json({ id: 1 })(held[index]!, server.requests[index]!)
      await calls[index]
    }
    expect(server.accepted).toBe(1)
  })

  it('lets a call that waits go as soon as its caller does, with its place', async () => {
    const { server, downstream } = await open(behaviours.hang, { connections: 1, waiting: 1 })
    const first = new AbortController()
    const running = fail(downstream.getJson(item, caller({ signal: first.signal })))
    const second = new AbortController()
    const waiting = fail(downstream.getJson(item, caller({ signal: second.signal })))
    await server.nextRequest()
    second.abort()
    expect((await waiting).code).toBe('cancelled')
    const third = fail(downstream.getJson(item, caller({ deadlineMs: 60 })))
    expect((await third).code).toBe('deadline')
    first.abort()
    expect((await running).code).toBe('cancelled')
    expect(server.requests).toHaveLength(1)
  })
})
