import { afterEach, describe, expect, it, vi } from 'vitest'
import { findMissing, isMissing } from './missing.ts'

describe('findMissing()', () => {
  afterEach(() => vi.unstubAllEnvs())

  it('names a program that is neither in SLIPWAY_TESTBED nor on PATH, and tells the workers', () => {
    vi.stubEnv('SLIPWAY_TEST_MISSING', '')
    vi.stubEnv('SLIPWAY_TESTBED', '/nowhere')
    vi.stubEnv('PATH', '')
    expect(findMissing(undefined)).toContain('kustomize')
    expect(isMissing('kustomize')).toBe(true)
  })

  it('throws when a missing program is required', () => {
    vi.stubEnv('SLIPWAY_TEST_MISSING', '')
    vi.stubEnv('SLIPWAY_TESTBED', '/nowhere')
    vi.stubEnv('PATH', '')
    expect(() => findMissing('kustomize')).toThrow(/SLIPWAY_TEST_REQUIRE wants kustomize/)
  })

  it('refuses a requirement that it does not know', () => {
    expect(() => findMissing('dokcer')).toThrow(/"dokcer"/)
  })
})
