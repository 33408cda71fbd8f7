import { startNode } from '@slipway/testing'
import path from 'node:path'
import { describe, expect, it } from 'vitest'

describe('main', () => {
  it('finishes the computation that runs when SIGTERM comes, ends its threads and exits 0', async () => {
    const service = startNode(path.join(import.meta.dirname, 'main.ts'), { PORT: '0', LOG_LEVEL: 'debug' })
    const { port } = await service.waitForLine('Listening')
    const url = `http://127.0.0.1:${Number(port)}`
    const answer = fetch(`${url}/api/compute?n=40`)
    await service.waitForLine('Computing')
    const ended = service.end('SIGTERM')
    expect(await (await answer).json()).toMatchObject({ input: 40, result: 102_334_155 })
    expect(await ended).toEqual({ code: 0, signal: null })
  })
})
