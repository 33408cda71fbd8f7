import { startService } from '@slipway/service-kit'
import { behaviours } from '@slipway/testing/downstream'
import { describe, expect, it } from 'vitest'
import { metadata } from './app.ts'
import { ask, serve, start } from './testing/start.ts'

describe('settings', () => {
  it('name each URL that is wrong', async () => {
    const environment = { PORT: '0', USER_SERVICE_URL: 'users', COMPUTATION_SERVICE_URL: 'ftp://compute' }
    await expect(startService(metadata, environment)).rejects.toMatchObject({
      code: 'invalid-settings',
      problems: [{ variable: 'USER_SERVICE_URL' }, { variable: 'COMPUTATION_SERVICE_URL' }],
    })
  })
})

describe('metrics', () => {
  it('count the calls of each downstream by how they end', async () => {
    const user = await serve(behaviours.json({ id: 'user-9', name: 'Grace' }))
    const product = await serve(behaviours.answer(500))
    const { service } = await start({ USER_SERVICE_URL: user.url, PRODUCT_SERVICE_URL: product.url })
    await ask(service, '/api/metadata?partial=true')
    const metrics = await (await fetch(`${service.adminUrl}/metrics`)).text()
    for (const [name, labels, value] of [
      ['requests_total', 'downstream="user",outcome="success"', 1],
      ['requests_total', 'downstream="product",outcome="unexpected-status"', 1],
      ['request_duration_seconds_count', 'downstream="product"', 1],
      ['requests_running', 'downstream="user"', 0],
      ['breaker_state', 'downstream="computation"', 0],
    ] as const) {
      expect(metrics).toMatch(new RegExp(`^downstream_${name}{.*${labels}.*} ${value}$`, 'm'))
    }
  })
})

describe('GET /ready', () => {
  it('is 200 while breakers are open, as every replica has them open and some routes work', async () => {
    const user = await serve(behaviours.answer(500))
    const { service } = await start({ USER_SERVICE_URL: user.url })
    for (let index = 0; index < 11; index += 1) await ask(service, '/api/metadata')
    expect(user.requests).toHaveLength(10)
    expect((await ask(service, '/ready')).status).toBe(200)
    expect((await ask(service, '/api/metadata?partial=true')).status).toBe(200)
  })
})
