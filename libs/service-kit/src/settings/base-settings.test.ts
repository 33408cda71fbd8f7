import { describe, expect, it } from 'vitest'
import { adminPort } from './base-settings.ts'

describe('adminPort()', () => {
  it.each([
    [{ PORT: 3000 }, 4000],
    [{ PORT: 65_000 }, 64_000],
    [{ PORT: 0 }, 0],
    [{ PORT: 3000, ADMIN_PORT: 9090 }, 9090],
    [{ PORT: 3000, ADMIN_PORT: 0 }, 0],
  ])('is, for %j, %i', (settings, port) => {
    expect(adminPort(settings)).toBe(port)
  })
})
