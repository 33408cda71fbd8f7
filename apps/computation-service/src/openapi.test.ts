import { startService, type RunningService } from '@slipway/service-kit'
import { describeWith, startNode } from '@slipway/testing'
import { fuzzApi, openDocument } from '@slipway/testing/openapi'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { computation } from './app.ts'

describe('/openapi.json', () => {
  let service: RunningService

  beforeAll(async () => {
    service = await startService(computation, { PORT: '0', LOG_LEVEL: 'silent' })
  })
  afterAll(() => service.stop())

  it.each([
    ['?n=0', 200],
    ['?n=%2B7', 200],
    ['', 400],
    ['?n=41', 400],
  ])('says what /api/compute%s answers', async (query, status) => {
    const document = await openDocument(service.url)
    const response = await fetch(`${service.url}/api/compute${query}`)
    expect(response.status).toBe(status)
    expect(await document.problems('get /api/compute', response)).toEqual([])
  })
})

describeWith(['schemathesis'], 'made-up requests', () => {
  it('find no answer that is not as /openapi.json says', async () => {
    const service = startNode(path.join(import.meta.dirname, 'main.ts'), {
      PORT: '0',
      CHECK_RESPONSES: 'true',
      // On a machine that does other things a deadline passes, which is an error by right.
      POOL_DEADLINE_MS: '60000',
    })
    const { port } = await service.waitForLine('Listening')
    expect(await fuzzApi(`http://127.0.0.1:${Number(port)}`)).toMatchObject({ problems: '' })
  })
})
