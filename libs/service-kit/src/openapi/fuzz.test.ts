import { describeWith, startNode } from '@slipway/testing'
import { fuzzApi } from '@slipway/testing/openapi'
import path from 'node:path'
import { expect, it } from 'vitest'

describeWith(['schemathesis'], 'made-up requests', () => {
  it('find no answer of a service with contracts that is not as /openapi.json says', async () => {
    const main = path.resolve(import.meta.dirname, '../fixtures/shop.ts')
    const service = startNode(main, { PORT: '0', CHECK_RESPONSES: 'true' })
    const { port } = await service.waitForLine('Listening')
    const { problems, requests } = await fuzzApi(`http://127.0.0.1:${Number(port)}`)
    expect(problems).toBe('')
    expect(requests).toBeGreaterThan(100)
  })
})
