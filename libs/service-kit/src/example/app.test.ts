import { startService, type RunningService } from '@slipway/service-kit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { greeter } from './app.ts'

describe('greeter', () => {
  let service: RunningService

  beforeAll(async () => {
    service = await startService(greeter, { PORT: '0', LOG_LEVEL: 'silent', GREETING: 'Good day' })
  })
  afterAll(() => service.stop())

  it('is up', async () => {
    const response = await fetch(`${service.url}/health`)
    expect(response.status).toBe(200)
    expect(await response.json()).toEqual({ status: 'UP' })
  })

  it('greets by name', async () => {
    const response = await fetch(`${service.url}/api/greeting?name=Ada`)
    expect(await response.json()).toEqual({ greeting: 'Good day, Ada' })
  })
})
