import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { ServiceError } from '../service-error.ts'
import { readSettings, type Environment, type SettingsOwner } from './read-settings.ts'
import { httpUrl, wholeNumber } from './values.ts'

const plain: SettingsOwner<unknown> = { name: 'orders', port: 3000 }

function problemsOf(owner: SettingsOwner<unknown>, environment: Environment): string[] {
  try {
    readSettings(owner, environment)
  } catch (error) {
    if (error instanceof ServiceError && error.code === 'invalid-settings') {
      return error.problems.map(({ variable }) => variable)
    }
    throw error
  }
  return []
}

describe('readSettings()', () => {
  it('has a default for each of the base settings', () => {
    expect(readSettings(plain, {})).toMatchObject({
      PORT: 3000,
      LOG_LEVEL: 'info',
      APP_ENV: 'development',
      MAX_BODY_BYTES: 1_048_576,
      CHECK_RESPONSES: false,
    })
  })

  it("adds the service's own settings and leaves the rest of the environment out", () => {
    const owner = { ...plain, settings: z.object({ REGION: z.string() }) }
    const environment = { PORT: '8081', REGION: 'north', HOME: '/home/somebody' }
    const defaults = readSettings(plain, {})
    expect(readSettings(owner, environment)).toEqual({ ...defaults, PORT: 8081, REGION: 'north' })
  })

  it('takes a variable that is set to nothing as not set', () => {
    expect(readSettings(plain, { PORT: '', LOG_LEVEL: '' })).toMatchObject({ PORT: 3000, LOG_LEVEL: 'info' })
  })

  it('names every wrong variable at once', () => {
    const owner = { ...plain, settings: z.object({ REGION: z.string(), STOCK_URL: httpUrl }) }
    const environment = { PORT: 'http', LOG_LEVEL: 'loud', STOCK_URL: 'ftp://stock' }
    expect(problemsOf(owner, environment)).toEqual(['PORT', 'LOG_LEVEL', 'REGION', 'STOCK_URL'])
  })

  it.each([
    [{ APP_ENV: 'production', STOP_DEADLINE_MS: '5000' }, ['STOP_DEADLINE_MS']],
    [{ DRAIN_DELAY_MS: '25000' }, ['STOP_DEADLINE_MS']],
    [{ HEADERS_TIMEOUT_MS: '30001' }, ['HEADERS_TIMEOUT_MS']],
    [{ STOP_DEADLINE_MS: '0', MAX_BODY_BYTES: '1MB' }, ['STOP_DEADLINE_MS', 'MAX_BODY_BYTES']],
  ])('refuses %j', (environment, variables) => {
    expect(problemsOf(plain, environment)).toEqual(variables)
  })

  it.each([
    ['development', 0],
    ['test', 0],
    ['staging', 5000],
    ['production', 5000],
  ])('has a drain delay that suits APP_ENV=%s', (APP_ENV, delay) => {
    expect(readSettings(plain, { APP_ENV }).DRAIN_DELAY_MS).toBe(delay)
    expect(readSettings(plain, { APP_ENV, DRAIN_DELAY_MS: '7' }).DRAIN_DELAY_MS).toBe(7)
  })

  it('names the variable, but not its value, in the message', () => {
    const owner = { ...plain, settings: z.object({ TOKEN: z.string().min(20) }) }
    expect(() => readSettings(owner, { TOKEN: 'hunter2' })).toThrow(/TOKEN/)
    expect(() => readSettings(owner, { TOKEN: 'hunter2' })).not.toThrow(/hunter2/)
  })

  it.each(['65536', '-1', '3000.5', '0x10', '1e3', ' 80', '8_0'])('refuses PORT %j', (PORT) => {
    expect(problemsOf(plain, { PORT })).toEqual(['PORT'])
  })
})

describe('wholeNumber()', () => {
  it.each(['0', '11', '-5', '5.0', '1e1', ' 5', '0x5', '99999999999999999999'])('refuses %j', (text) => {
    expect(wholeNumber(1, 10).safeParse(text).success).toBe(false)
  })

  it.each([
    ['1', 1],
    ['010', 10],
  ])('takes %j', (text, number) => {
    expect(wholeNumber(1, 10).parse(text)).toBe(number)
  })
})

describe('httpUrl', () => {
  it.each(['orders:8080', '/orders', 'file:///etc/passwd', 'http://user:secret@orders'])(
    'refuses %j',
    (url) => {
      expect(httpUrl.safeParse(url).success).toBe(false)
    },
  )

  it.each(['http://orders', 'https://orders.example:8443/v1?all=1'])('takes %j as it stands', (url) => {
    expect(httpUrl.parse(url)).toBe(url)
  })
})
