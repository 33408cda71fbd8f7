import { startNode } from '@slipway/testing'
import path from 'node:path'
import { describe, expect, it } from 'vitest'

const main = path.join(import.meta.dirname, 'main.ts')

describe('main', () => {
  it('finishes what it gathers when SIGTERM comes and exits 0', async () => {
    const service = startNode(main, { PORT: '0', LOG_LEVEL: 'debug' })
    const { port } = await service.waitForLine('Listening')
    const url = `http://127.0.0.1:${Number(port)}`
    const answer = fetch(`${url}/api/metadata`)
    await service.waitForLine('Gathering')
    const ended = service.end('SIGTERM')
    expect((await answer).status).toBe(200)
    expect(await ended).toEqual({ code: 0, signal: null })
  })

  it('names the wrong variable and exits 1', async () => {
    const service = startNode(main, { PORT: '0', PRODUCT_SERVICE_URL: 'nowhere' })
    expect(await service.end()).toEqual({ code: 1, signal: null })
    expect(service.lines).toEqual([
      expect.objectContaining({ msg: expect.stringMatching(/PRODUCT_SERVICE_URL/) }),
    ])
  })
})
