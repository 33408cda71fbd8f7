import { startService, type RunningService } from '@slipway/service-kit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { greeter } from './app.ts'

describe('greeter', () => {
  let service: RunningService

  beforeAll(async () => {
    const environment = { PORT: '0', LOG_LEVEL: 'silent', CHECK_RESPONSES: 'true', GREETING: 'Good day' }
    service = await startService(greeter, environment)
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

  it('refuses a name that is none', async () => {
    const response = await fetch(`${service.url}/api/greeting?name=`)
    expect(response.status).toBe(400)
    expect(await response.json()).toEqual({
      error: 'Cannot read query parameter "name": wanted at least 1 character, found ""',
    })
  })
})
