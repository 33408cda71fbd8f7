import { describe, expect, it } from 'vitest'
import { matchesPattern } from './matches-pattern.ts'

describe('matchesPattern()', () => {
  it.each([
    ['main', ['main'], ['maint', 'domain', 'main/x', 'Main']],
    ['release/*', ['release/1', 'release/1.2'], ['release', 'release/1/hotfix', 'prerelease/1']],
    ['release/**', ['release/1', 'release/1/hotfix'], ['release']],
    ['v*.*.*', ['v1.2.0', 'v1.2.0-rc.1', 'v1.2.3.4'], ['v1.2', 'v1/2.3.4', '1.2.0']],
    ['a.b+c(d)|e', ['a.b+c(d)|e'], ['aXb+c(d)|e', 'e', 'a.bbc(d)|e']],
  ])('%s', (pattern, fitting, others) => {
    expect(fitting.filter((name) => !matchesPattern(pattern, name))).toEqual([])
    expect(others.filter((name) => matchesPattern(pattern, name))).toEqual([])
  })
})
